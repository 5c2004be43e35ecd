import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { decodeCursor } from "@/lib/inventory/read/cursor";
import { toPage } from "@/lib/inventory/read/read-page";
import { selectQuarantined, selectSourceName } from "./queries/quarantine";
import { type ListQuarantine, listQuarantineSchema, type QuarantineList } from "./schemas";
import { sourceNotFound } from "./source-not-found";

/** One page of a source's records that cannot be read, by key. Throws `not_found`, and `invalid` for a cursor of another list. */
export async function listQuarantine({ ctx, input }: Verb<ListQuarantine>): Promise<QuarantineList> {
  requireScope(ctx, "inventory:read");
  const { id, limit, cursor } = listQuarantineSchema.parse(input);
  const after = decodeCursor(cursor, z.tuple([z.string()]));
  const source = await selectSourceName(pool(), id);
  if (source === null) throw sourceNotFound(id);
  const { page, nextCursor } = toPage(await selectQuarantined(pool(), id, after?.[0] ?? null, limit + 1), limit, (row) => [row.key]);
  const { rows, ...name } = source;
  return {
    source: name,
    data: page.map((row) => ({ ...row, firstSeenAt: row.firstSeenAt.toISOString(), lastSeenAt: row.lastSeenAt.toISOString() })),
    meta: { limit, nextCursor, rows },
  };
}
