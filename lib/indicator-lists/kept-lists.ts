import { gunzipSync } from "node:zlib";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { TwoGenerationCache } from "@/lib/inventory/ingest/two-generation-cache";
import type { IndicatorList } from "@/lib/query/indicators";
import { type ListRow, selectListWithContent } from "./queries";
import { readList } from "./read-list";
import { listOptionsSchema } from "./schemas";

// Lists never change, so what was read of one stays true; pages of one answer come one after another.
const kept = new TwoGenerationCache<string, IndicatorList>(8);

export function keepList(id: string, list: IndicatorList): void {
  kept.set(id, list);
}

/** A stored list, read. Throws `not_found`. */
export async function readStoredList(id: string): Promise<IndicatorList> {
  const known = kept.get(id);
  if (known) return known;
  return (await readStoredListWithRow(id)).list;
}

/** The same with what is said of it. */
export async function readStoredListWithRow(id: string): Promise<{ row: ListRow; list: IndicatorList }> {
  const found = await selectListWithContent(pool(), id);
  if (!found) throw new WhereinError("not_found", "There is no such list of indicators.", { reason: "list_not_found" });
  const { content, ...row } = found;
  const list = kept.get(id) ?? (await readList(gunzipSync(content), listOptionsSchema.parse(row.options)));
  keepList(id, list);
  return { row, list };
}
