import type { ClientBase } from "pg";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { FindingFilters } from "./filters";
import { type ClassCount, classTable, ownerParts, rowParts } from "./queue-filters";
import { orderOf, type QueuePlace, type QueueSort } from "./queue-order";

/** `after`: where the last page ended. */
export type QueueOrder = { sort: QueueSort; limit: number; after: QueuePlace | null };

/** So many rows are sorted as a whole; of more, each class is walked in its order. */
const sortedMax = 20_000;

const key = ["x.artifact_id", "x.package_version_id", "x.vulnerability_id"];
const keyNames = `x.artifact_id as "artifactId", x.package_version_id as "packageVersionId", x.vulnerability_id as "vulnerabilityId"`;

/**
 * The places of one page of the queue, of these classes, in its order. Few rows are found by what narrows them, and sorted. Of many, the index of each class is
 * read from where the last page ended, as far as the page needs; the classes, in which no row is left out, are then merged.
 */
export async function selectPlaces(client: ClientBase, filters: FindingFilters, classes: readonly ClassCount[], order: QueueOrder): Promise<QueuePlace[]> {
  const total = classes.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return [];
  if (order.sort === "epss") return byEpss(client, filters, classes, order, total);
  const isSorted = total <= sortedMax || walksInVain(filters, order.sort);
  return (isSorted ? sorted : walked)(client, filters, classes, { ...order, sort: order.sort });
}

/** What is late was opened long ago, and the other way round: the order of one time meets what is narrowed by the other at its end, if at all. */
function walksInVain({ queue, openedSince, openedBefore }: FindingFilters, sort: QueueSort): boolean {
  if (queue.due !== null) return sort === "opened" || sort === "-opened";
  return (openedSince !== null || openedBefore !== null) && (sort === "due" || sort === "-due");
}

type Ordered = QueueOrder & { sort: Exclude<QueueSort, "epss"> };

const placeNames = (index: string) => `x.severity_rank as "severityRank", ${index}::text as value, 0::real as epss, ${keyNames}`;

/** Whether a row comes after the place, and how rows are sorted: by severity first where that is the order. */
function boundsOf({ sort, after }: Ordered, parameters: Parameters): { past: string | null; by: string; pastInClass: string | null } {
  const { index, type, way } = orderOf(sort);
  const sign = way === "desc" ? "<" : ">";
  const own = [index, ...key];
  const all = sort === "severity" ? ["x.severity_rank", ...own] : own;
  const by = all.map((column) => `${column} ${way}`).join(", ");
  if (after === null) return { past: null, by, pastInClass: null };
  const values = [
    `${parameters.add(after.value)}::${type}`,
    ...[after.artifactId, after.packageVersionId, after.vulnerabilityId].map((id) => `${parameters.add(id)}::int`),
  ];
  const pastInClass = `(${own.join(", ")}) ${sign} (${values.join(", ")})`;
  if (sort !== "severity") return { past: pastInClass, by, pastInClass };
  return { past: `(${all.join(", ")}) ${sign} (${[`${parameters.add(after.severityRank)}::int2`, ...values].join(", ")})`, by, pastInClass };
}

async function sorted(client: ClientBase, filters: FindingFilters, classes: readonly ClassCount[], order: Ordered): Promise<QueuePlace[]> {
  const parameters = new Parameters();
  const parts = [...ownerParts(filters, parameters), ...rowParts(filters, parameters)];
  const { past, by } = boundsOf(order, parameters);
  const { rows } = await client.query<QueuePlace>({
    text: `select ${placeNames(orderOf(order.sort).index)} from open_finding x join ${classTable(classes, parameters)} using (kind, severity_rank, kev, state)
      ${conditions("where", [...parts, past])} order by ${by} limit ${parameters.add(order.limit)}::int`,
    values: parameters.values,
  });
  return rows;
}

async function walked(client: ClientBase, filters: FindingFilters, classes: readonly ClassCount[], order: Ordered): Promise<QueuePlace[]> {
  const parameters = new Parameters();
  const parts = [...ownerParts(filters, parameters), ...rowParts(filters, parameters)];
  const { by, pastInClass } = boundsOf(order, parameters);
  const limit = `${parameters.add(order.limit)}::int`;
  const { index } = orderOf(order.sort);
  const walk = (of: readonly ClassCount[], past: string | null) => `select w.* from ${classTable(of, parameters)} cross join lateral (
      select x.severity_rank, ${index} as value, ${key.join(", ")} from open_finding x
       ${conditions("where", ["x.kind = c.kind", "x.severity_rank = c.severity_rank", "x.kev = c.kev", "x.state = c.state", ...parts, past])}
       order by ${by.replace("x.severity_rank desc, ", "")} limit ${limit}) w`;
  const walks = walksOf(classes, order).map(({ of, isBegun }) => walk(of, isBegun ? pastInClass : null));
  if (walks.length === 0) return [];
  const { rows } = await client.query<QueuePlace>({
    text: `select x.severity_rank as "severityRank", x.value::text as value, 0::real as epss, ${keyNames} from (${walks.join(" union all ")}) x
      order by ${by.replaceAll(index, "x.value")} limit ${limit}`,
    values: parameters.values,
  });
  return rows;
}

/** Which classes are read, and whether the last page ended within them: by severity it is over with the more severe ones, and has not begun the others. */
function walksOf(classes: readonly ClassCount[], { sort, after }: Ordered): { of: ClassCount[]; isBegun: boolean }[] {
  if (after === null || sort !== "severity") return [{ of: [...classes], isBegun: after !== null }];
  const same = classes.filter(({ severityRank }) => severityRank === after.severityRank);
  const less = classes.filter(({ severityRank }) => severityRank < after.severityRank);
  return [
    { of: same, isBegun: true },
    { of: less, isBegun: false },
  ].filter(({ of }) => of.length > 0);
}

const epssOf = "coalesce(v.epss, -1::real)";

/** Scores change daily and are no part of the queue: vulnerabilities are read in their order, and the findings of each. */
async function byEpss(
  client: ClientBase,
  filters: FindingFilters,
  classes: readonly ClassCount[],
  { limit, after }: QueueOrder,
  total: number,
): Promise<QueuePlace[]> {
  const parameters = new Parameters();
  const parts = [...ownerParts(filters, parameters), ...rowParts(filters, parameters)];
  const of = classTable(classes, parameters);
  const most = `${parameters.add(limit)}::int`;
  const by = `${epssOf} desc, v.id desc, x.artifact_id desc, x.package_version_id desc`;
  const names = `x.severity_rank as "severityRank", '' as value, ${epssOf} as epss, ${keyNames}`;
  const place = after && [
    `${parameters.add(after.epss)}::real`,
    ...[after.vulnerabilityId, after.artifactId, after.packageVersionId].map((id) => `${parameters.add(id)}::int`),
  ];
  const past = place && `(${epssOf}, v.id, x.artifact_id, x.package_version_id) < (${place.join(", ")})`;
  const begun = place && `(${epssOf}, v.id) <= (${place.slice(0, 2).join(", ")})`;
  const text =
    total <= sortedMax
      ? `select ${names} from open_finding x join ${of} using (kind, severity_rank, kev, state) join vulnerability v on v.id = x.vulnerability_id
          ${conditions("where", [...parts, past])} order by ${by} limit ${most}`
      : `with c as materialized (select * from ${of})
         select ${names} from vulnerability v cross join lateral (
           select x.artifact_id, x.package_version_id, x.vulnerability_id, x.severity_rank from open_finding x join c using (kind, severity_rank, kev, state)
            ${conditions("where", ["x.vulnerability_id = v.id", ...parts])} order by x.artifact_id desc, x.package_version_id desc) x
         ${conditions("where", [begun, past])} order by ${by} limit ${most}`;
  return (await client.query<QueuePlace>({ text, values: parameters.values })).rows;
}
