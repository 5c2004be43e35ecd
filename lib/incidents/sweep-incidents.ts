import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { logger } from "@/lib/observability";
import { causeOfCheck } from "./cause-of-check";
import { checkIncident } from "./check-incident";
import { selectOpenIncidents } from "./queries/incidents";
import { selectLastRevisions } from "./queries/revisions";
import { selectStamps } from "./queries/stamps";

export type Swept = { checked: number; changed: number; failed: number };

/** Asks every open incident again of which something may have changed. One that cannot be asked does not keep the others from it. */
export async function sweepIncidents({ ctx }: Verb<Record<string, never>>): Promise<Swept> {
  requireScope(ctx, "incidents:write");
  const swept: Swept = { checked: 0, changed: 0, failed: 0 };
  const open = await selectOpenIncidents(pool());
  if (open.length === 0) return swept;
  const ids = open.map(({ id }) => id);
  const [stamps, revisions] = await Promise.all([selectStamps(pool()), selectLastRevisions(pool(), ids)]);
  for (const state of open) {
    const cause = causeOfCheck(state, revisions.get(state.id)?.revision ?? 0, stamps);
    if (cause === null) continue;
    try {
      const { changed } = await checkIncident(ctx, state.id, cause);
      swept.checked += 1;
      if (changed) swept.changed += 1;
    } catch (error) {
      // Somebody closed it meanwhile.
      if (error instanceof WhereinError && error.reason === "incident_closed") continue;
      swept.failed += 1;
      logger().error({ err: error, incident: state.id }, "an incident could not be asked again");
    }
  }
  return swept;
}
