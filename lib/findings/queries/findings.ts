import type { ClientBase } from "pg";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { type Priority, prioritySelect, priorityValues } from "@/lib/advisories/queries/priority";
import { keptTotals } from "@/lib/aws/alone/queries/totals";
import { int4Array } from "@/lib/db/binary-arrays";
import { conditions, Parameters } from "@/lib/inventory/read";
import { todoStates } from "@/lib/query";
import { type FindingFilters, holderFilter, sourceOf, stateFilter, vulnerabilityFilter } from "./filters";
import { byKey, byPriority, keyValues, orderBy, placeValues, type RowKey } from "./order";
import { kindAt, severityAt } from "./queue-filters";
import type { QueuedRow } from "./queued";

/** A finding before its names. `queued` is what it is in the queue, if it was read from there. */
export type FindingRow = RowKey &
  Priority & { openedAt: Date; openReason: string; closedAt: Date | null; closeReason: string | null; advisoryIds: number[]; queued?: QueuedRow };

export type FindingPlace = RowKey & Priority & { openedAt: Date };
type Order = { sort: "priority" | "opened" | "-opened"; limit: number; after: FindingPlace | null };

/** `counted`: without those that are listed as open and are not. */
export type CountRow = { kind: AdvisoryKind; severity: SeverityWord; kev: boolean; rows: number; counted: number };

/** `counts`: how many there are of each kind, severity and of those in KEV, whatever the filters say about these three. `next`: see `nextVulnerabilities`; null in the order of time. */
export type FindingGroups = { counts: CountRow[]; next: number[] | null };

/** What a page of findings is chosen by, in one look at all of them. Findings are many and vulnerabilities with any are few: they are counted by index. */
export async function groupFindings(client: ClientBase, filters: FindingFilters, order: Order): Promise<FindingGroups> {
  const parameters = new Parameters();
  const own = [...stateFilter(filters, parameters), ...holderFilter(filters, parameters)];
  const next = order.sort === "priority" ? `array(${nextVulnerabilities(vulnerabilityFilter(filters, parameters), order, parameters)})` : "null::int4[]";
  const groups = filters.alone && own.every((part) => part === null) ? keptTotals(filters.alone, parameters) : countedGroups(filters, own, parameters);
  const { rows } = await client.query<FindingGroups>({
    text: `with g as materialized (${groups})
      select ${next} as next, coalesce((select json_agg(c) from (
        select v.kind, v.severity, v.kev_added_on is not null as kev, sum(g.n)::int as rows, sum(g.counted)::int as counted from g join vulnerability v on v.id = g.vulnerability_id group by 1, 2, 3) c), '[]') as counts`,
    values: parameters.values,
  });
  return rows[0] ?? { counts: [], next: null };
}

function countedGroups(filters: FindingFilters, own: readonly (string | null)[], parameters: Parameters): string {
  const counted = filters.state === "open" ? "count(*) filter (where x.closed_at is null)" : "count(*)";
  return `select x.vulnerability_id, count(*) as n, ${counted} as counted from ${sourceOf(filters, null, parameters)} ${conditions("where", own)} group by x.vulnerability_id`;
}

/** The vulnerabilities whose findings fill the page, of the groups `g`. Where the last page ended, few findings may be left. */
function nextVulnerabilities(about: readonly (string | null)[], { after, limit }: Order, parameters: Parameters): string {
  const last = after && `${parameters.add(after.vulnerabilityId)}::int`;
  const columns = [...byPriority, "v.id"];
  const from = after && `(${columns.join(", ")}) <= (${[...priorityValues(after, parameters), last].join(", ")})`;
  const left = last ? `case when v.id = ${last} then 0 else g.n end` : "g.n";
  return `select id from (select v.id, ${left} as n, sum(${left}) over (order by ${orderBy(columns, "desc")}) as until
      from g join vulnerability v on v.id = g.vulnerability_id ${conditions("where", [...about, from])}) o where o.until - o.n < ${parameters.add(limit)}::int`;
}

/** One page of findings; `next` of `groupFindings` by the same filters and order. */
export async function selectFindings(
  client: ClientBase,
  filters: FindingFilters,
  { sort, limit, after }: Order,
  next: readonly number[] | null,
): Promise<FindingRow[]> {
  const parameters = new Parameters();
  const parts = [...stateFilter(filters, parameters), ...holderFilter(filters, parameters), ...vulnerabilityFilter(filters, parameters)];
  const way = sort === "opened" ? "asc" : "desc";
  const columns = sort === "priority" ? [...byPriority, ...byKey, "x.opened_at"] : ["x.opened_at", ...byKey];
  if (after) {
    const opened = `${parameters.add(after.openedAt)}::timestamptz`;
    const values = sort === "priority" ? [...placeValues(after, parameters), opened] : [opened, ...keyValues(after, parameters)];
    parts.push(`(${columns.join(", ")}) ${way === "desc" ? "<" : ">"} (${values.join(", ")})`);
  }
  const only = next && parameters.add(int4Array(next));
  const { rows } = await client.query<FindingRow>({
    text: `select x.vulnerability_id as "vulnerabilityId", x.artifact_id as "artifactId", x.package_version_id as "packageVersionId",
        x.opened_at as "openedAt", x.open_reason as "openReason", x.closed_at as "closedAt", x.close_reason as "closeReason", x.advisory_ids as "advisoryIds",
        ${prioritySelect("v")}
      from ${sourceOf(filters, only, parameters)} join vulnerability v on v.id = x.vulnerability_id
      ${conditions("where", [only && `x.vulnerability_id = any(${only}::int4[])`, ...parts])}
      order by ${orderBy(columns, way)} limit ${parameters.add(limit)}::int`,
    values: parameters.values,
  });
  return rows;
}

export type ServiceCountRow = { slug: string; kind: AdvisoryKind; severity: SeverityWord; rows: number };

/** What is to be done of some services, by kind and severity. */
export async function countOfServices(client: ClientBase, slugs: readonly string[]): Promise<ServiceCountRow[]> {
  const { rows } = await client.query<{ slug: string; kind: number; severityRank: number; rows: number }>({
    name: "findings-of-services",
    text: `select s.slug, t.kind, t.severity_rank as "severityRank", sum(t.n)::int as rows
      from service s join artifact a on a.service_id = s.id join open_tally t on t.artifact_id = a.id
      where s.slug = any($1::text[]) and t.state = any($2::text[]) group by 1, 2, 3`,
    values: [slugs, todoStates],
  });
  return rows.map(({ slug, kind, severityRank, rows: n }) => ({ slug, kind: kindAt(kind), severity: severityAt(severityRank), rows: n }));
}
