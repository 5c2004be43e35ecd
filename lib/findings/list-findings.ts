import type { PoolClient } from "pg";
import type { z } from "zod";
import { advisoryFreshness } from "@/lib/advisories/sources/advisory-freshness";
import { observesAnything } from "@/lib/aws/observations/queries/parts";
import { selectSides } from "@/lib/aws/observations/queries/sides";
import { requireScope, type Verb } from "@/lib/context";
import { sendTogether } from "@/lib/db";
import { isQueueComplete } from "@/lib/findings/queue";
import { inSnapshot } from "@/lib/inventory/read";
import { toFinding } from "./present";
import { selectDetails, selectSources } from "./queries/details";
import type { FindingRow } from "./queries/findings";
import { selectWaiting } from "./queries/waiting";
import { readFilters } from "./read-filters";
import { readPage } from "./read-page";
import { type Finding, type FindingList, listFindingsSchema } from "./schemas";

/**
 * One page of findings, malware and what is exploited first, with counts over all pages. Throws `invalid` for a `q` that cannot be
 * read and for a cursor of another list.
 */
export async function listFindings({ ctx, input }: Verb<z.input<typeof listFindingsSchema>>): Promise<FindingList> {
  requireScope(ctx, "inventory:read");
  const { sort, limit, cursor, ...given } = listFindingsSchema.parse(input);
  return inSnapshot(async (client) => {
    const filters = await readFilters(client, ctx, given);
    const { rows, counts, nextCursor } = await readPage(client, filters, { sort, limit, cursor });
    return {
      data: await namedFindings(client, rows),
      meta: {
        limit,
        nextCursor,
        ...counts,
        complete: await isQueueComplete(client),
        inspector: await observesAnything(client),
        mirror: await advisoryFreshness(client),
      },
    };
  });
}

/** The rows with their names, in their order. */
export async function namedFindings(client: PoolClient, rows: readonly FindingRow[]): Promise<Finding[]> {
  sendTogether(client);
  const [details, sides, sources, waiting] = await Promise.all([
    selectDetails(client, rows),
    selectSides(client, rows),
    selectSources(client, [...new Set(rows.flatMap(({ advisoryIds }) => advisoryIds))]),
    selectWaiting(client, rows, new Date()),
  ]);
  return rows.flatMap((row, place) => {
    const [detail, side] = [details[place], sides[place]];
    return detail && side ? [toFinding(row, detail, side, sources, waiting.get(place) ?? null)] : [];
  });
}
