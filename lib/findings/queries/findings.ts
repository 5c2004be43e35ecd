import type { ClientBase } from "pg";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { ListFindings } from "../schemas";
import { type FindingFilters, holderFilter, stateFilter, vulnerabilityFilter } from "./filters";
import { keyColumns, keyValues, orderBy, type Priority, priorityColumns, priorityValues, type RowKey } from "./order";

/** A finding before its names. */
export type FindingRow = RowKey & Priority & { openedAt: Date; openReason: string; closedAt: Date | null; closeReason: string | null; advisoryIds: number[] };

export type FindingPlace = RowKey & Priority & { openedAt: Date };
type Order = { sort: ListFindings["sort"]; limit: number; after: FindingPlace | null };

/** One page of findings. */
export async function selectFindings(client: ClientBase, filters: FindingFilters, { sort, limit, after }: Order): Promise<FindingRow[]> {
  const parameters = new Parameters();
  const own = [...stateFilter(filters, parameters), ...holderFilter(filters, parameters)];
  const about = vulnerabilityFilter(filters, parameters);
  const parts = [...own, ...about];
  const way = sort === "opened" ? "asc" : "desc";
  const columns = sort === "priority" ? `${priorityColumns}, ${keyColumns}, x.opened_at` : `x.opened_at, ${keyColumns}`;
  if (after) {
    const opened = `${parameters.add(after.openedAt)}::timestamptz`;
    const key = keyValues(after, parameters);
    const values = sort === "priority" ? [...priorityValues(after, parameters), ...key, opened] : [opened, ...key];
    parts.push(`(${columns}) ${way === "desc" ? "<" : ">"} (${values.join(", ")})`);
  }
  const size = `${parameters.add(limit)}::int`;
  const next = sort === "priority" ? nextVulnerabilities(own, about, { after, size, parameters }) : null;
  const { rows } = await client.query<FindingRow>({
    text: `${next ?? ""} select x.vulnerability_id as "vulnerabilityId", x.artifact_id as "artifactId", x.package_version_id as "packageVersionId",
        x.opened_at as "openedAt", x.open_reason as "openReason", x.closed_at as "closedAt", x.close_reason as "closeReason", x.advisory_ids as "advisoryIds",
        ${prioritySelect}
      from finding x join vulnerability v on v.id = x.vulnerability_id
      ${conditions("where", [next && "x.vulnerability_id = any(array(select id from next))", ...parts])}
      order by ${orderBy(columns, way)} limit ${size}`,
    values: parameters.values,
  });
  return rows;
}

type Place = { after: FindingPlace | null; size: string; parameters: Parameters };

/**
 * The common table `next`: the vulnerabilities whose findings fill the page, first ones first. Findings are many and vulnerabilities
 * with any are few: they are counted by index, and only those of the page are read. Where the last page ended, few may be left.
 */
function nextVulnerabilities(own: readonly (string | null)[], about: readonly (string | null)[], { after, size, parameters }: Place): string {
  const last = after && `${parameters.add(after.vulnerabilityId)}::int`;
  const from = after && `(${priorityColumns}, v.id) <= (${[...priorityValues(after, parameters), last].join(", ")})`;
  const left = last ? `case when v.id = ${last} then 0 else g.n end` : "g.n";
  return `with next as materialized (select id from (
      select v.id, ${left} as n, sum(${left}) over (order by ${orderBy(`${priorityColumns}, v.id`, "desc")}) as until
      from (select x.vulnerability_id, count(*) as n from finding x ${conditions("where", own)} group by x.vulnerability_id) g
      join vulnerability v on v.id = g.vulnerability_id ${conditions("where", [...about, from])}) o where o.until - o.n < ${size})`;
}

export const prioritySelect = `(v.kind = 'malware')::int as malware, (v.kev_added_on is not null)::int as kev, coalesce(v.epss, -1::real) as epss, v.severity_rank as rank`;

export type CountRow = { kind: AdvisoryKind; severity: SeverityWord; kev: boolean; rows: number };

/** How many there are of each kind, severity and of those in KEV, whatever the filters say about these three. */
export async function countFindings(client: ClientBase, filters: FindingFilters): Promise<CountRow[]> {
  const parameters = new Parameters();
  const parts = [...stateFilter(filters, parameters), ...holderFilter(filters, parameters)];
  const { rows } = await client.query<CountRow>({
    text: `select v.kind, v.severity, v.kev_added_on is not null as kev, sum(g.n)::int as rows
      from (select x.vulnerability_id, count(*) as n from finding x ${conditions("where", parts)} group by x.vulnerability_id) g
      join vulnerability v on v.id = g.vulnerability_id group by 1, 2, 3`,
    values: parameters.values,
  });
  return rows;
}

export type ServiceCountRow = { slug: string; kind: AdvisoryKind; severity: SeverityWord; rows: number };

/** Open findings of some services, by kind and severity. */
export async function countOfServices(client: ClientBase, slugs: readonly string[]): Promise<ServiceCountRow[]> {
  const { rows } = await client.query<ServiceCountRow>({
    name: "findings-of-services",
    text: `select s.slug, v.kind, v.severity, count(*)::int as rows
      from service s join artifact a on a.service_id = s.id join finding x on x.artifact_id = a.id and x.closed_at is null
      join vulnerability v on v.id = x.vulnerability_id where s.slug = any($1::text[]) group by 1, 2, 3`,
    values: [slugs],
  });
  return rows;
}
