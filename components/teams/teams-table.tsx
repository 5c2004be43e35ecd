"use client";
import Link from "next/link";
import { useState } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { unknownStatuses } from "@/components/services/service-status";
import { ContactLinks } from "@/components/teams/contact-links";
import { DeleteTeam } from "@/components/teams/delete-team";
import { type SaveTeamFields, TeamForm } from "@/components/teams/team-form";
import { type GiveTeamTier, TeamTier } from "@/components/teams/team-tier";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { withQuery } from "@/components/urls";
import type { TeamList } from "@/lib/inventory/read/schemas";

type Team = TeamList["data"][number];
type Writes = { change: SaveTeamFields; remove: (slug: string) => Promise<FormProblem | null>; giveTier: GiveTeamTier };
/** `writes` is null for those who may only read. */
type TeamsTableProps = { teams: readonly Team[]; writes: Writes | null };

export function TeamsTable({ teams, writes }: TeamsTableProps) {
  const [asked, setAsked] = useState<{ what: "edit" | "tier" | "delete"; team: Team } | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <TableFrame label="Teams">
        <Table>
          <thead>
            <tr>
              <Th>Team</Th>
              <Th>Slug</Th>
              <Th>Contact</Th>
              <Th className="text-right">Services</Th>
              <Th className="text-right">Not current</Th>
              {writes ? (
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {teams.map((team) => (
              <tr key={team.slug} className="hover:bg-hover">
                <Td className="max-w-52 truncate font-medium" title={team.name}>
                  {team.name}
                </Td>
                <Td className="max-w-44 truncate font-mono text-[12.5px]" title={team.slug}>
                  {team.slug}
                </Td>
                <Td className="max-w-72 truncate">
                  {team.contact || team.contacts ? (
                    <span className="inline-flex gap-x-2.5">
                      <ContactLinks team={team} />
                    </span>
                  ) : (
                    <span className="text-muted">none</span>
                  )}
                </Td>
                <Td className="text-right">
                  <Link href={withQuery("/services", { team: team.slug })} className="link" aria-label={`Services of ${team.name}: ${team.services}`}>
                    {count(team.services)}
                  </Link>
                </Td>
                <Td className="text-right">
                  <NotCurrent team={team} />
                </Td>
                {writes ? (
                  <Td>
                    <div className="flex justify-end gap-1.5">
                      <Button className="h-7" aria-label={`Edit ${team.name}`} onClick={() => setAsked({ what: "edit", team })}>
                        Edit
                      </Button>
                      {team.services === 0 ? null : (
                        <Button className="h-7" aria-label={`Tier of the services of ${team.name}`} onClick={() => setAsked({ what: "tier", team })}>
                          Tier
                        </Button>
                      )}
                      <Button look="danger" className="h-7" aria-label={`Delete ${team.name}`} onClick={() => setAsked({ what: "delete", team })}>
                        Delete
                      </Button>
                    </div>
                  </Td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {writes && asked?.what === "edit" ? (
        <Dialog open onOpenChange={(open) => open || close()} title={`Edit ${asked.team.name}`} description={`Its slug stays ${asked.team.slug}.`}>
          <TeamForm team={asked.team} save={writes.change} onSaved={close} submit="Save team" onCancel={close} />
        </Dialog>
      ) : null}
      {writes && asked?.what === "tier" ? <TeamTier team={asked.team} give={writes.giveTier} onClose={close} /> : null}
      {writes && asked?.what === "delete" ? <DeleteTeam team={asked.team} remove={writes.remove} onClose={close} /> : null}
    </>
  );
}

/** Services of the team for which "nothing found" is answered unknown. */
function NotCurrent({ team }: { team: Team }) {
  const services = team.stale + team.incomplete + team.noSbom;
  if (services === 0) return <span className="text-muted">0</span>;
  return (
    <Link
      href={withQuery("/services", { team: team.slug, status: unknownStatuses })}
      className="link text-unknown"
      aria-label={`Services of ${team.name} that are not current: ${services}`}
    >
      {count(services)}
    </Link>
  );
}
