import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { decodeCursor, encodeCursor } from "@/lib/inventory/read/cursor";
import { formatQuestion } from "@/lib/query";
import type { Indicator, IndicatorList, LineVerdict } from "@/lib/query/indicators";
import { readStoredListWithRow } from "./kept-lists";
import { toListRef } from "./save-list";
import { getListSchema, type IndicatorListDetail } from "./schemas";

/** A stored list with what became of each of its lines, a page at a time. Throws `not_found`. */
export async function getIndicatorList({ ctx, input }: Verb<z.input<typeof getListSchema>>): Promise<IndicatorListDetail> {
  requireScope(ctx, "inventory:read");
  const { id, outcome, limit, cursor } = getListSchema.parse(input);
  const { row, list } = await readStoredListWithRow(id);
  const wanted = ({ outcome: is, code }: LineVerdict) => (outcome === "noted" ? is === "read" && code !== null : is === outcome);
  const verdicts = outcome === undefined ? list.verdicts : list.verdicts.filter(wanted);
  const [start = 0] = decodeCursor(cursor, z.tuple([z.int().min(0)])) ?? [];
  const page = verdicts.slice(start, start + limit);
  const next = start + page.length;
  return {
    ...toListRef(row),
    ecosystem: list.ecosystem,
    counts: list.counts,
    data: page.map((verdict) => toLine(list, verdict)),
    meta: { limit, nextCursor: next < verdicts.length ? encodeCursor([next]) : null, rows: verdicts.length },
  };
}

function toLine({ indicators }: IndicatorList, { indicators: places, ...verdict }: LineVerdict): IndicatorListDetail["data"][number] {
  const means = places.flatMap((place) => indicators[place] ?? []).map(textOf);
  return { ...verdict, means };
}

/** An indicator in the search grammar. */
function textOf(indicator: Indicator): string {
  return formatQuestion({ terms: [{ ...indicator, start: 0, end: 0 }], facets: {} });
}
