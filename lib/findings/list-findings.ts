import type { PoolClient } from "pg";
import { z } from "zod";
import { advisoryFreshness } from "@/lib/advisories/sources/advisory-freshness";
import { observesAnything } from "@/lib/aws/observations/queries/parts";
import { selectSides } from "@/lib/aws/observations/queries/sides";
import { requireScope, type Verb } from "@/lib/context";
import { sendTogether } from "@/lib/db";
import { decodeCursor, inSnapshot, toPage } from "@/lib/inventory/read";
import { countsOf } from "./count-by";
import { toFinding } from "./present";
import { selectDetails, selectSources } from "./queries/details";
import { type FindingPlace, type FindingRow, groupFindings, selectFindings } from "./queries/findings";
import { readFilters } from "./read-filters";
import { type Finding, type FindingList, type ListFindings, listFindingsSchema } from "./schemas";

/**
 * One page of findings, malware and what is exploited first, with counts over all pages. Throws `invalid` for a `q` that cannot be
 * read and for a cursor of another list.
 */
export async function listFindings({ ctx, input }: Verb<z.input<typeof listFindingsSchema>>): Promise<FindingList> {
  requireScope(ctx, "inventory:read");
  const { sort, limit, cursor, ...given } = listFindingsSchema.parse(input);
  const after = readPlace(sort, cursor);
  return inSnapshot(async (client) => {
    const filters = await readFilters(client, given);
    const order = { sort, limit: limit + 1, after };
    const { counts, next } = await groupFindings(client, filters, order);
    const rows = await selectFindings(client, filters, order, next);
    const { page, nextCursor } = toPage(rows, limit, (row) => placeOf(sort, row));
    return {
      data: await namedFindings(client, page),
      meta: { limit, nextCursor, ...countsOf(counts, filters), inspector: await observesAnything(client), mirror: await advisoryFreshness(client) },
    };
  });
}

/** The rows with their names, in their order. */
export async function namedFindings(client: PoolClient, rows: readonly FindingRow[]): Promise<Finding[]> {
  sendTogether(client);
  const [details, sides, sources] = await Promise.all([
    selectDetails(client, rows),
    selectSides(client, rows),
    selectSources(client, [...new Set(rows.flatMap(({ advisoryIds }) => advisoryIds))]),
  ]);
  return rows.flatMap((row, place) => {
    const [detail, side] = [details[place], sides[place]];
    return detail && side ? [toFinding(row, detail, side, sources)] : [];
  });
}

/** Of a cursor: live, malware, KEV, severity, EPSS. */
export const priorityShape = [z.int32(), z.int32(), z.int32(), z.int32(), z.number()] as const;

function placeOf(sort: ListFindings["sort"], row: FindingRow): readonly (string | number)[] {
  const { live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId, openedAt } = row;
  return [sort, live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId, openedAt.toISOString()];
}

function readPlace(sort: ListFindings["sort"], cursor: string | undefined): FindingPlace | null {
  const shape = z.tuple([z.literal(sort), ...priorityShape, z.int32(), z.int32(), z.int32(), z.iso.datetime({ offset: true })]);
  const place = decodeCursor(cursor, shape);
  if (place === null) return null;
  const [, live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId, openedAt] = place;
  return { live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId, openedAt: new Date(openedAt) };
}
