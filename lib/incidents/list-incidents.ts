import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { decodeCursor, toPage } from "@/lib/inventory/read";
import { toIncidentRow } from "./present";
import { countIncidents, selectIncidents } from "./queries/incidents";
import { selectLastRevisions } from "./queries/revisions";
import { selectLastNumbers } from "./queries/runs";
import { noProgress, selectProgress } from "./queries/work";
import { type IncidentList, type ListIncidents, listIncidentsSchema } from "./schemas";

/** One page of the incidents, newest first, and how many there are of each status. Throws `invalid` for a cursor of another list. */
export async function listIncidents({ ctx, input }: Verb<ListIncidents>): Promise<IncidentList> {
  requireScope(ctx, "inventory:read");
  const { status, limit, cursor } = listIncidentsSchema.parse(input);
  const [before = null] = decodeCursor(cursor, z.tuple([z.int32()])) ?? [];
  const [rows, counts] = await Promise.all([
    selectIncidents(pool(), { status: status === "all" ? null : status, before, limit: limit + 1 }),
    countIncidents(pool()),
  ]);
  const { page, nextCursor } = toPage(rows, limit, ({ id }) => [id]);
  const ids = page.map(({ id }) => id);
  const [revisions, runs, progress] = await Promise.all([selectLastRevisions(pool(), ids), selectLastNumbers(pool(), ids), selectProgress(pool(), ids)]);
  return {
    data: page.map((state) =>
      toIncidentRow(state, {
        revision: revisions.get(state.id) ?? null,
        run: runs.get(state.id) ?? null,
        progress: progress.get(state.id) ?? noProgress(),
      }),
    ),
    meta: { limit, nextCursor, ...counts },
  };
}
