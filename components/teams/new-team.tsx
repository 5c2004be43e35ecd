"use client";
import { type SaveTeamFields, TeamForm } from "@/components/teams/team-form";
import { Panel } from "@/components/ui/panel";

export function NewTeam({ create }: { create: SaveTeamFields }) {
  return (
    <Panel title="New team">
      <TeamForm
        team={null}
        save={create}
        submit="Create team"
        onSaved={(form) => {
          form.reset();
          form.querySelector("input")?.focus();
        }}
      />
    </Panel>
  );
}
