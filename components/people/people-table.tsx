"use client";
import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { EditPerson } from "@/components/people/edit-person";
import { PasswordLink } from "@/components/people/password-link";
import { roleWords } from "@/components/people/people-words";
import { type PeopleWrites, SwitchPerson } from "@/components/people/switch-person";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Menu, MenuItem, MenuPopup, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { withQuery } from "@/components/urls";
import type { Person } from "@/lib/auth";

type Asked = { what: "edit" | "password" | "switch"; person: Person };
type PeopleTableProps = { people: readonly Person[]; ownId: string; writes: PeopleWrites };

/** Everybody who is or was a user, and what can be done about each. */
export function PeopleTable({ people, ownId, writes }: PeopleTableProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <TableFrame label="People">
        <Table stack>
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>E-mail</Th>
              <Th>Role</Th>
              <Th>Last signed in</Th>
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id} className={cn("hover:bg-hover", person.disabledAt && "text-muted")}>
                <Td className="max-w-72 truncate font-medium" title={person.name}>
                  <VisibleText text={person.name} />
                  {person.id === ownId ? <span className="ml-1.5 font-normal text-muted">you</span> : null}
                </Td>
                <Td label="E-mail" className="max-w-72 truncate" title={person.email}>
                  {person.email}
                </Td>
                <Td label="Role">{person.disabledAt ? <Disabled id={person.id} /> : roleWords[person.role]}</Td>
                <Td label="Last signed in" className="text-muted">
                  {person.lastSignInAt ? <RelativeTime at={person.lastSignInAt} /> : "never"}
                </Td>
                <Td className="text-right">
                  <PersonMenu person={person} ask={(what) => setAsked({ what, person })} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {asked?.what === "edit" ? <EditPerson person={asked.person} change={writes.change} onClose={close} /> : null}
      {asked?.what === "password" ? <PasswordLink person={asked.person} link={writes.link} onClose={close} /> : null}
      {asked?.what === "switch" ? (
        <SwitchPerson person={asked.person} isSelf={asked.person.id === ownId} change={writes.change} detail={writes.detail} onClose={close} />
      ) : null}
    </>
  );
}

/** What is assigned to them stays, until somebody takes it over. */
function Disabled({ id }: { id: string }) {
  return (
    <>
      disabled,{" "}
      <Link href={withQuery("/findings", { assignee: id, state: "open" })} prefetch={false} className="link-inline">
        their findings
      </Link>
    </>
  );
}

function PersonMenu({ person, ask }: { person: Person; ask: (what: Asked["what"]) => void }) {
  return (
    <Menu>
      <MenuTrigger render={<Button look="ghost" size="icon" className="size-7" aria-label={`Actions for ${person.name}`} />}>
        <Ellipsis aria-hidden />
      </MenuTrigger>
      <MenuPopup align="end">
        <MenuItem onClick={() => ask("edit")}>Change name or role</MenuItem>
        {person.disabledAt ? null : <MenuItem onClick={() => ask("password")}>Link for a new password</MenuItem>}
        <MenuSeparator />
        <MenuItem onClick={() => ask("switch")}>{person.disabledAt ? "Enable" : "Disable"}</MenuItem>
      </MenuPopup>
    </Menu>
  );
}
