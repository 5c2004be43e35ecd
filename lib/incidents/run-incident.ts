import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { causeOfCheck } from "./cause-of-check";
import { checkIncident } from "./check-incident";
import { incidentClosed, incidentNotFound } from "./not-found";
import { toRun } from "./present";
import { selectIncident } from "./queries/incidents";
import { selectRevision } from "./queries/revisions";
import { selectServiceNames } from "./queries/services";
import { selectStamps } from "./queries/stamps";
import { type Checked, incidentPathSchema } from "./schemas";

/** Asks an incident again at once. An answer that is the same adds no run. Needs `incidents:write` and `inventory:read`; throws `not_found`, and `conflict` when it is closed. */
export async function runIncident({ ctx, input }: Verb<z.input<typeof incidentPathSchema>>): Promise<Checked> {
  requireScope(ctx, "incidents:write");
  requireScope(ctx, "inventory:read");
  const { id } = incidentPathSchema.parse(input);
  const [state, revision, stamps] = await Promise.all([selectIncident(pool(), id), selectRevision(pool(), id), selectStamps(pool())]);
  if (state === null) throw incidentNotFound(id);
  if (state.status === "closed") throw incidentClosed();
  const { changed, checkedAt, run } = await checkIncident(ctx, id, causeOfCheck(state, revision?.revision ?? 0, stamps) ?? "time");
  return { changed, checkedAt: checkedAt.toISOString(), run: toRun(run, await selectServiceNames(pool(), Object.values(run.changes).flat())) };
}
