import type { Metadata } from "next";
import { OwnerFilePanel } from "@/components/owners/owner-file-panel";
import { NewTeam } from "@/components/teams/new-team";
import { TeamsTable } from "@/components/teams/teams-table";
import { EmptyState } from "@/components/ui/empty-state";
import { ListAndForm } from "@/components/ui/list-and-form";
import { plural } from "@/components/ui/number-format";
import { requirePageContext } from "@/lib/auth";
import { scopesOf } from "@/lib/context";
import { getOwnerFile, ownerFileText } from "@/lib/inventory/owners";
import { listTeams } from "@/lib/inventory/read";
import { readFor } from "../../read";
import { applyOwners, changeTeam, createTeam, giveTeamTier, removeTeam } from "./actions";

export const metadata: Metadata = { title: "Teams" };

export default async function TeamsPage() {
  const ctx = await requirePageContext();
  const writes = scopesOf(ctx.actor).includes("inventory:write") ? { change: changeTeam, remove: removeTeam, giveTier: giveTeamTier } : null;
  const [teams, file] = await readFor(ctx, Promise.all([listTeams({ ctx, input: {} }), writes && getOwnerFile({ ctx, input: {} })]));
  const unowned = teams.meta.servicesWithoutTeam;
  return (
    <>
      <h1 className="font-semibold text-xl">Teams</h1>
      <p className="mt-0.5 mb-5 text-muted">
        Who owns a service, and where to reach them. {unowned === 0 ? "Every service has an owner." : `${plural(unowned, "service")} without an owner.`}{" "}
        {writes ? "A service gets its owner on its own page, or by the owner file." : "Administrators change teams and owners."}
      </p>
      <ListAndForm does="Add a team" form={writes ? <NewTeam create={createTeam} /> : null}>
        <section aria-label="Teams and their services">
          {teams.data.length === 0 ? (
            <div className="panel">
              <EmptyState title="No team yet">
                A team answers for its services: lists are grouped by it, and <code>team:</code> asks for it.
              </EmptyState>
            </div>
          ) : (
            <TeamsTable teams={teams.data} writes={writes} />
          )}
        </section>
      </ListAndForm>
      {file ? (
        <div className="mt-6 max-w-[920px]">
          <OwnerFilePanel current={ownerFileText(file)} apply={applyOwners} />
        </div>
      ) : null}
    </>
  );
}
