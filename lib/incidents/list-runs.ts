import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { decodeCursor, toPage } from "@/lib/inventory/read";
import { incidentNotFound } from "./not-found";
import { toRun } from "./present";
import { selectIncident } from "./queries/incidents";
import { selectRuns } from "./queries/runs";
import { selectServiceNames } from "./queries/services";
import { type IncidentPages, incidentPagesSchema, type RunList } from "./schemas";

/** The answers of an incident that differed from the one before, the last first. Throws `not_found`. */
export async function listRuns({ ctx, input }: Verb<IncidentPages>): Promise<RunList> {
  requireScope(ctx, "inventory:read");
  const { id, limit, cursor } = incidentPagesSchema.parse(input);
  if ((await selectIncident(pool(), id)) === null) throw incidentNotFound(id);
  const [before = null] = decodeCursor(cursor, z.tuple([z.int32()])) ?? [];
  const { page, nextCursor } = toPage(await selectRuns(pool(), id, { before, limit: limit + 1 }), limit, ({ run }) => [run]);
  const names = await selectServiceNames(
    pool(),
    page.flatMap(({ changes }) => Object.values(changes).flat()),
  );
  return { data: page.map((row) => toRun(row, names)), meta: { limit, nextCursor } };
}
