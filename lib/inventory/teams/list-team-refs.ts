import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { selectTeamRefs } from "./queries";
import type { TeamRef } from "./schemas";

/** Every team by name, to choose from: without the counts of `listTeams`, which read every service. */
export async function listTeamRefs({ ctx }: Verb<Record<string, never>>): Promise<TeamRef[]> {
  requireScope(ctx, "inventory:read");
  return selectTeamRefs(pool());
}
