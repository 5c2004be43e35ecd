"use client";
import { ChevronDown } from "lucide-react";
import { useState, useTransition } from "react";
import type { FormProblem } from "@/components/auth/form-problem";
import { Button } from "@/components/ui/button";
import { Menu, MenuLink, MenuPopup, MenuRadio, MenuRadioGroup, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import type { TeamRef } from "@/lib/inventory/read/schemas";

type OwnerControlProps = {
  service: string;
  owner: TeamRef | null;
  teams: readonly TeamRef[];
  assign: (service: string, team: string | null) => Promise<FormProblem | null>;
};

// No team has the empty slug.
const nobody = "";

/** Who owns the service, as a menu of the teams. */
export function OwnerControl({ service, owner, teams, assign }: OwnerControlProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, start] = useTransition();
  function choose(slug: string) {
    if (slug === (owner?.slug ?? nobody)) return;
    setProblem(null);
    start(async () => {
      const refused = await assign(service, slug === nobody ? null : slug).catch(() => ({ detail: "The server did not answer. Try again." }));
      if (refused) setProblem(refused.detail);
    });
  }
  return (
    <>
      <Menu>
        <MenuTrigger render={<Button look="ghost" aria-busy={busy} className="-mx-1.5 h-6 max-w-full px-1.5 font-normal text-sm" />}>
          <span className="truncate">{owner ? `owned by ${owner.name}` : "no owner"}</span>
          <ChevronDown aria-hidden />
        </MenuTrigger>
        <MenuPopup aria-label="Owner">
          <MenuRadioGroup value={owner?.slug ?? nobody} onValueChange={choose}>
            {teams.map((team) => (
              <MenuRadio key={team.slug} value={team.slug} closeOnClick>
                <span className="truncate">{team.name}</span>
              </MenuRadio>
            ))}
            <MenuRadio value={nobody} closeOnClick>
              No owner
            </MenuRadio>
          </MenuRadioGroup>
          <MenuSeparator />
          <MenuLink href="/settings/teams">Manage teams</MenuLink>
        </MenuPopup>
      </Menu>
      {problem ? (
        <span role="alert" className="text-affected">
          {problem}
        </span>
      ) : null}
    </>
  );
}
