import type { PoolClient } from "pg";
import { z } from "zod";
import { WhereinError } from "@/lib/errors";
import { decodeCursor, encodeCursor, toPage } from "@/lib/inventory/read";
import { classCounts, countsOf, type ListCounts } from "./count-by";
import type { FindingFilters } from "./queries/filters";
import { type FindingPlace, type FindingRow, groupFindings, selectFindings } from "./queries/findings";
import { selectClasses } from "./queries/queue-classes";
import { isOfClass, isOfQueue } from "./queries/queue-filters";
import type { QueuePlace } from "./queries/queue-order";
import { selectPlaces } from "./queries/queue-page";
import { selectQueued } from "./queries/queued";
import type { ListFindings } from "./schemas";

type Sort = ListFindings["sort"];
type Asked = { sort: Sort; limit: number; cursor?: string | undefined };
export type FindingPage = { rows: FindingRow[]; counts: ListCounts; nextCursor: string | null };

/** One page of a list and its counts: of what is open from the queue, of all else from the findings themselves. Throws `invalid` for a cursor of another list. */
export async function readPage(client: PoolClient, filters: FindingFilters, asked: Asked): Promise<FindingPage> {
  return isOfQueue(filters) ? pageOfQueue(client, filters, asked) : pageOfFindings(client, filters, asked);
}

async function pageOfQueue(client: PoolClient, filters: FindingFilters, { sort, limit, cursor }: Asked): Promise<FindingPage> {
  const after = placeInQueue(sort, cursor);
  const classes = await selectClasses(client, filters);
  const wanted = classes.filter((each) => {
    const { isOfKind, isOfState } = isOfClass(filters, each);
    return isOfKind && isOfState;
  });
  const places = await selectPlaces(client, filters, wanted, { sort, limit: limit + 1, after });
  const last = places[limit - 1];
  const nextCursor = places.length > limit && last ? cursorOf(sort, last) : null;
  return { rows: await selectQueued(client, places.slice(0, limit)), counts: classCounts(classes, filters), nextCursor };
}

/** Where the page behind a place of the queue begins. */
export const cursorOf = (sort: Sort, { severityRank, value, epss, artifactId, packageVersionId, vulnerabilityId }: QueuePlace) =>
  encodeCursor([sort, severityRank, value, epss, artifactId, packageVersionId, vulnerabilityId]);

const moment = z.union([z.literal("infinity"), z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/)]);
const values: Record<Sort, z.ZodType<string>> = {
  priority: z.string().regex(/^\d{1,9}$/),
  severity: z.string().regex(/^\d{1,9}$/),
  epss: z.literal(""),
  opened: moment,
  "-opened": moment,
  due: moment,
  "-due": moment,
};

/** The place that a cursor of a list of the queue names. */
export function placeInQueue(sort: Sort, cursor: string | undefined): QueuePlace | null {
  const shape = z.tuple([z.literal(sort), z.int32(), values[sort], z.number(), z.int32(), z.int32(), z.int32()]);
  const place = decodeCursor<readonly (string | number)[]>(cursor, shape);
  if (place === null) return null;
  const [, severityRank, value, epss, artifactId, packageVersionId, vulnerabilityId] = place as z.infer<typeof shape>;
  return { severityRank, value, epss, artifactId, packageVersionId, vulnerabilityId };
}

async function pageOfFindings(client: PoolClient, filters: FindingFilters, { sort, limit, cursor }: Asked): Promise<FindingPage> {
  const order = { sort: sortOfAll(sort), limit: limit + 1, after: placeAmongAll(sort, cursor) };
  const { counts, next } = await groupFindings(client, filters, order);
  const found = await selectFindings(client, filters, order, next);
  const { page, nextCursor } = toPage(found, limit, (row) => placeOf(sort, row));
  return { rows: page, counts: countsOf(counts, filters), nextCursor };
}

function sortOfAll(sort: Sort): "priority" | "opened" | "-opened" {
  if (sort === "priority" || sort === "opened" || sort === "-opened") return sort;
  const detail = "Only what is open and a mirrored advisory says is sorted by severity, EPSS or due time.";
  throw new WhereinError("invalid", detail, { reason: "sort_not_of_this_list", errors: [{ pointer: "?sort", detail, code: "not_of_this_list" }] });
}

/** Of a cursor: live, malware, KEV, severity, EPSS. */
export const priorityShape = [z.int32(), z.int32(), z.int32(), z.int32(), z.number()] as const;

function placeOf(sort: Sort, row: FindingRow): readonly (string | number)[] {
  const { live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId, openedAt } = row;
  return [sort, live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId, openedAt.toISOString()];
}

function placeAmongAll(sort: Sort, cursor: string | undefined): FindingPlace | null {
  const shape = z.tuple([z.literal(sort), ...priorityShape, z.int32(), z.int32(), z.int32(), z.iso.datetime({ offset: true })]);
  const place = decodeCursor(cursor, shape);
  if (place === null) return null;
  const [, live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId, openedAt] = place;
  return { live, malware, kev, rank, epss, vulnerabilityId, artifactId, packageVersionId, openedAt: new Date(openedAt) };
}
