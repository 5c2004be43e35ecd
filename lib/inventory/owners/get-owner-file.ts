import { stringify } from "yaml";
import { requireScope, type Verb } from "@/lib/context";
import { inSnapshot } from "@/lib/inventory/read/queries/snapshot";
import { selectTeamRefs } from "@/lib/inventory/teams/queries";
import { selectOwnedServices } from "./queries";
import type { OwnerFile } from "./schemas";

/** Teams and owners as they are, in the form that `applyOwnerFile` takes: applied, it changes nothing. Needs `inventory:read`. */
export async function getOwnerFile({ ctx }: Verb<Record<string, never>>): Promise<OwnerFile> {
  requireScope(ctx, "inventory:read");
  return inSnapshot(async (client) => {
    const teams = await selectTeamRefs(client);
    const services = await selectOwnedServices(client, { lock: false });
    return {
      teams: teams.map(({ contact, contacts, ...team }) => ({ ...team, ...(contact !== null && { contact }), ...contacts })),
      services: services.flatMap(({ slug, teamSlug }) => (teamSlug === null ? [] : [{ match: slug, team: teamSlug }])),
    };
  });
}

/** The same as YAML, for people to keep in a repository. */
export function ownerFileText(file: OwnerFile): string {
  return stringify(file, { lineWidth: 0 });
}
