import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { staleBefore } from "@/lib/inventory/freshness";
import { selectTeamCounts } from "./queries/services";
import { inSnapshot } from "./queries/snapshot";
import { listTeamsSchema, type TeamList } from "./schemas";

/** Every team with its services by status, by slug. Teams are few: there are no pages. */
export async function listTeams({ ctx, input }: Verb<z.input<typeof listTeamsSchema>>): Promise<TeamList> {
  requireScope(ctx, "inventory:read");
  listTeamsSchema.parse(input);
  const rows = await inSnapshot((client) => selectTeamCounts(client, staleBefore(new Date())));
  return {
    data: rows.flatMap(({ slug, name, contacts, ...rest }) => (slug === null ? [] : [{ slug, name: name ?? slug, ...rest, ...(contacts && { contacts }) }])),
    meta: { servicesWithoutTeam: rows.find((row) => row.slug === null)?.services ?? 0 },
  };
}
