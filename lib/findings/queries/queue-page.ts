import type { ClientBase } from "pg";
import { stepOfClass, stepOfRank } from "@/lib/findings/queue/rank";
import { conditions, Parameters } from "@/lib/inventory/read";
import { aboutHowMany } from "./about-how-many";
import type { FindingFilters } from "./filters";
import { byEpss } from "./queue-by-epss";
import { type ClassCount, classTable, ownerParts, rowParts } from "./queue-filters";
import { orderOf, type QueueOrder, type QueuePlace, type QueueSort, queueKeyNames } from "./queue-order";

/** So many rows are sorted as a whole, whatever the queue's size; of more, each class is walked in its order. */
const sortedMin = 20_000;
/** What it costs to pass an entry of an index that a filter leaves out, beside reading and sorting a row. */
const passing = 0.2;

const key = ["x.artifact_id", "x.package_version_id", "x.vulnerability_id"];

/**
 * The places of one page of the queue, of these classes, in its order. Few rows are found by what narrows them, and sorted. Of many, the index of each class is
 * read from where the last page ended, as far as the page needs; the classes, in which no row is left out, are then merged.
 */
export async function selectPlaces(client: ClientBase, filters: FindingFilters, classes: readonly ClassCount[], order: QueueOrder): Promise<QueuePlace[]> {
  const total = classes.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return [];
  const isSorted = total <= sortedMin || (await isSortedSooner(client, filters, { total, classes: classes.length, limit: order.limit }));
  if (order.sort === "epss") return byEpss(client, filters, classes, order, isSorted);
  return (isSorted || walksInVain(filters, order.sort) ? sorted : walked)(client, filters, classes, { ...order, sort: order.sort });
}

/**
 * Whether sorting the rows takes less than walking: of a filter that leaves one row in so many, a walk passes as many entries for each row of the page, in each
 * class. So what is sorted grows with the square root of the queue, and neither way takes longer than that.
 */
async function isSortedSooner(
  client: ClientBase,
  filters: FindingFilters,
  { total, classes, limit }: { total: number; classes: number; limit: number },
): Promise<boolean> {
  const parameters = new Parameters();
  if ([...ownerParts(filters, parameters), ...rowParts(filters, parameters)].every((part) => part === null)) return false;
  return total <= Math.sqrt((await aboutHowMany(client, "open_finding")) * classes * limit * passing);
}

/** What is late was opened long ago, and the other way round: the order of one time meets what is narrowed by the other at its end, if at all. */
function walksInVain({ queue, openedSince, openedBefore }: FindingFilters, sort: QueueSort): boolean {
  if (queue.due !== null) return sort === "opened" || sort === "-opened";
  return (openedSince !== null || openedBefore !== null) && (sort === "due" || sort === "-due");
}

type Ordered = QueueOrder & { sort: Exclude<QueueSort, "epss"> };

const placeNames = (index: string) => `x.severity_rank as "severityRank", ${index}::text as value, 0::real as epss, ${queueKeyNames}`;

/** How rows are sorted: by severity first where that is the order, and within a class, where all are as severe. */
function orderBy(sort: Ordered["sort"]): { all: string[]; inClass: string[]; way: "asc" | "desc" } {
  const { index, way } = orderOf(sort);
  const inClass = [index, ...key];
  return { all: sort === "severity" ? ["x.severity_rank", ...inClass] : inClass, inClass, way };
}

const listed = (columns: readonly string[], way: string) => columns.map((column) => `${column} ${way}`).join(", ");

/** Whether a row comes after the place, among all rows or those of its class. */
function pastPlace({ sort, after }: Ordered, parameters: Parameters, among: "all" | "inClass"): string | null {
  if (after === null) return null;
  const { [among]: columns, way } = orderBy(sort);
  const severity = columns.length > key.length + 1 ? [`${parameters.add(after.severityRank)}::int2`] : [];
  const ids = [after.artifactId, after.packageVersionId, after.vulnerabilityId].map((id) => `${parameters.add(id)}::int`);
  const values = [...severity, `${parameters.add(after.value)}::${orderOf(sort).type}`, ...ids];
  return `(${columns.join(", ")}) ${way === "desc" ? "<" : ">"} (${values.join(", ")})`;
}

async function sorted(client: ClientBase, filters: FindingFilters, classes: readonly ClassCount[], order: Ordered): Promise<QueuePlace[]> {
  const parameters = new Parameters();
  const parts = [...ownerParts(filters, parameters), ...rowParts(filters, parameters)];
  const past = pastPlace(order, parameters, "all");
  const { all, way } = orderBy(order.sort);
  const { rows } = await client.query<QueuePlace>({
    text: `select ${placeNames(orderOf(order.sort).index)} from open_finding x join ${classTable(classes, parameters)} using (kind, severity_rank, kev, state)
      ${conditions("where", [...parts, past])} order by ${listed(all, way)} limit ${parameters.add(order.limit)}::int`,
    values: parameters.values,
  });
  return rows;
}

/** The steps of an order one after the other, as many as fill the page. */
async function walked(client: ClientBase, filters: FindingFilters, classes: readonly ClassCount[], order: Ordered): Promise<QueuePlace[]> {
  const places: QueuePlace[] = [];
  for (const { of, isBegun } of stepsOf(classes, order)) {
    const limit = order.limit - places.length;
    if (limit === 0) break;
    places.push(...(await walkedStep(client, filters, of, { ...order, limit, after: isBegun ? order.after : null })));
  }
  return places;
}

async function walkedStep(client: ClientBase, filters: FindingFilters, classes: readonly ClassCount[], order: Ordered): Promise<QueuePlace[]> {
  const parameters = new Parameters();
  const parts = [...ownerParts(filters, parameters), ...rowParts(filters, parameters), pastPlace(order, parameters, "inClass")];
  const limit = `${parameters.add(order.limit)}::int`;
  const { index } = orderOf(order.sort);
  const { inClass, way } = orderBy(order.sort);
  const { rows } = await client.query<QueuePlace>({
    text: `select x.severity_rank as "severityRank", x.value::text as value, 0::real as epss, ${queueKeyNames} from ${classTable(classes, parameters)} cross join lateral (
        select x.severity_rank, ${index} as value, ${key.join(", ")} from open_finding x
         ${conditions("where", ["x.kind = c.kind", "x.severity_rank = c.severity_rank", "x.kev = c.kev", "x.state = c.state", ...parts])}
         order by ${listed(inClass, way)} limit ${limit}) x
      order by ${listed(inClass, way).replaceAll(index, "x.value")} limit ${limit}`,
    values: parameters.values,
  });
  return rows;
}

/**
 * Classes that come all before or all behind each other: by severity, and by rank malware, then what is exploited, then everything else. A page that one of them
 * fills reads no other. What is over with the last page is left out, and the step in which that ended is begun.
 */
function stepsOf(classes: readonly ClassCount[], { sort, after }: Ordered): { of: ClassCount[]; isBegun: boolean }[] {
  const stepOf = { priority: stepOfClass, severity: ({ severityRank }: ClassCount) => severityRank }[sort as string] ?? (() => 0);
  const last = after === null ? Number.POSITIVE_INFINITY : sort === "severity" ? after.severityRank : sort === "priority" ? stepOfRank(Number(after.value)) : 0;
  const steps = [...new Set(classes.map(stepOf))].filter((step) => step <= last).sort((a, b) => b - a);
  return steps.map((step) => ({ of: classes.filter((each) => stepOf(each) === step), isBegun: step === last }));
}
