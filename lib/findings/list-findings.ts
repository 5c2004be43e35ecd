import type { PoolClient } from "pg";
import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { decodeCursor, inSnapshot, toPage } from "@/lib/inventory/read";
import { countsOf } from "./count-by";
import { toFinding } from "./present";
import { selectDetails, selectSources } from "./queries/details";
import { countFindings, type FindingPlace, type FindingRow, selectFindings } from "./queries/findings";
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
    const rows = await selectFindings(client, filters, { sort, limit: limit + 1, after });
    const groups = await countFindings(client, filters);
    const { page, nextCursor } = toPage(rows, limit, (row) => placeOf(sort, row));
    return { data: await namedFindings(client, page), meta: { limit, nextCursor, ...countsOf(groups, filters) } };
  });
}

/** The rows with their names, in their order. */
export async function namedFindings(client: PoolClient, rows: readonly FindingRow[]): Promise<Finding[]> {
  const details = await selectDetails(client, rows);
  const sources = await selectSources(client, [...new Set(rows.flatMap(({ advisoryIds }) => advisoryIds))]);
  return rows.flatMap((row, place) => {
    const detail = details[place];
    return detail ? [toFinding(row, detail, sources)] : [];
  });
}

function placeOf(sort: ListFindings["sort"], row: FindingRow): readonly (string | number)[] {
  const { malware, kev, epss, rank, vulnerabilityId, artifactId, packageVersionId, openedAt } = row;
  return [sort, malware, kev, epss, rank, vulnerabilityId, artifactId, packageVersionId, openedAt.toISOString()];
}

function readPlace(sort: ListFindings["sort"], cursor: string | undefined): FindingPlace | null {
  const shape = z.tuple([z.literal(sort), z.int32(), z.int32(), z.number(), z.int32(), z.int32(), z.int32(), z.int32(), z.iso.datetime({ offset: true })]);
  const place = decodeCursor(cursor, shape);
  if (place === null) return null;
  const [, malware, kev, epss, rank, vulnerabilityId, artifactId, packageVersionId, openedAt] = place;
  return { malware, kev, epss, rank, vulnerabilityId, artifactId, packageVersionId, openedAt: new Date(openedAt) };
}
