import type { ClientBase } from "pg";
import { type Facets, serviceFilter } from "@/lib/blast-radius/queries/filters";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { serviceStates } from "../schemas";

export type ServiceState = (typeof serviceStates)[number];
/** One package version in one artifact, for one interval. */
export type HoldingKey = { artifactId: number; packageVersionId: number; from: string };
export type HoldingPlace = HoldingKey & { slug: string };
export type HoldingRow = HoldingPlace & { until: Date | null; reason: string };

const matched = (state: "affected" | "undetermined") =>
  `select m.package_version_id, min(m.reason) as reason from match m where m.vulnerability_id = $1 and m.state = '${state}' group by 1`;
const affectedNow = "select f.artifact_id from finding f where f.vulnerability_id = $1 and f.closed_at is null";

/** SQL of (artifact_id, package_version_id, from_at, until_at, reason) for each state; `$1` is the vulnerability. */
const holdings: Record<ServiceState, string> = {
  affected: `select x.artifact_id, x.package_version_id, coalesce(p.from_at, x.opened_at) as from_at, null::timestamptz as until_at, x.open_reason as reason
    from finding x left join presence p on p.artifact_id = x.artifact_id and p.package_version_id = x.package_version_id and p.to_seq is null
    where x.vulnerability_id = $1 and x.closed_at is null`,
  undetermined: `select p.artifact_id, p.package_version_id, p.from_at, null::timestamptz as until_at, m.reason
    from (${matched("undetermined")}) m join presence p on p.package_version_id = m.package_version_id and p.to_seq is null
    where m.package_version_id not in (select package_version_id from (${matched("affected")}) a)`,
  // What is matched tells who had it, even before the advisory came; what is matched no longer, only the findings do.
  past: `select h.* from (
      select p.artifact_id, p.package_version_id, p.from_at, p.to_at as until_at,
        coalesce((select x.close_reason from finding x where x.artifact_id = p.artifact_id and x.package_version_id = p.package_version_id and x.vulnerability_id = $1
          and x.closed_at is not null and x.opened_at < p.to_at and x.closed_at >= p.from_at order by x.opened_at desc limit 1), 'gone_before') as reason
      from (${matched("affected")}) m join presence p on p.package_version_id = m.package_version_id and p.to_seq is not null
      union all
      select x.artifact_id, x.package_version_id, x.opened_at, x.closed_at, x.close_reason from finding x
      where x.vulnerability_id = $1 and x.closed_at is not null and x.package_version_id not in (select package_version_id from (${matched("affected")}) a)) h
    where h.artifact_id not in (${affectedNow})`,
};

type ServicesQuery = { vulnerabilityId: number; state: ServiceState; teams: readonly string[] | null; limit: number; after: HoldingPlace | null };
type Answer = { rows: number; services: number; page: HoldingRow[] };
const placeColumns = 'h.slug collate "C", h.artifact_id, h.package_version_id, h.from_at';

/** One page of who has, may have or had a vulnerability, by service, and how many rows and services there are. */
export async function selectHoldings(client: ClientBase, { vulnerabilityId, state, teams, limit, after }: ServicesQuery): Promise<Answer> {
  const parameters = new Parameters();
  parameters.add(vulnerabilityId);
  const facets: Facets = { teams, services: null, kinds: null, refs: null, scopes: null, direct: null };
  const filters = conditions("where", serviceFilter(facets, parameters));
  const add = (value: unknown, type: string) => `${parameters.add(value)}::${type}`;
  const place = after && [add(after.slug, "text"), add(after.artifactId, "int"), add(after.packageVersionId, "int"), add(after.from, "timestamptz")].join(", ");
  const { rows } = await client.query<Answer>({
    text: `with h as materialized (select d.*, a.service_id, s.slug from (${holdings[state]}) d
        join artifact a on a.id = d.artifact_id join service s on s.id = a.service_id ${filters})
      select (select count(*)::int from h) as rows, (select count(distinct service_id)::int from h) as services,
        coalesce((select json_agg(p) from (select h.artifact_id as "artifactId", h.package_version_id as "packageVersionId", h.slug, h.reason,
            to_char(h.from_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "from", h.until_at as until
          from h ${conditions("where", [place && `(${placeColumns}) > (${place})`])} order by ${placeColumns} limit ${add(limit + 1, "int")}) p), '[]') as page`,
    values: parameters.values,
  });
  return rows[0] ?? { rows: 0, services: 0, page: [] };
}

export type StateCounts = { affected: number; undetermined: number; past: number; total: number };

/** Services by the first state that holds of any of their artifacts, and all services. */
export async function countServices(client: ClientBase, vulnerabilityId: number): Promise<StateCounts> {
  const { rows } = await client.query<StateCounts>({
    text: `with found as materialized (
        select 0 as state, d.artifact_id from (${holdings.affected}) d
        union all select 1, d.artifact_id from (${holdings.undetermined}) d
        union all select 2, d.artifact_id from (${holdings.past}) d),
      services as (select a.service_id, min(f.state) as state from found f join artifact a on a.id = f.artifact_id group by 1)
      select count(*) filter (where state = 0)::int as affected, count(*) filter (where state = 1)::int as undetermined,
        count(*) filter (where state = 2)::int as past, (select count(*)::int from service) as total from services`,
    values: [vulnerabilityId],
  });
  return rows[0] ?? { affected: 0, undetermined: 0, past: 0, total: 0 };
}

/** When the first finding of a vulnerability was opened, or null. */
export async function selectFirstOpened(client: ClientBase, vulnerabilityId: number): Promise<Date | null> {
  const { rows } = await client.query<{ at: Date | null }>({
    name: "vulnerability-first-opened",
    text: `select least((select min(opened_at) from finding where vulnerability_id = $1 and closed_at is null),
      (select min(opened_at) from finding where vulnerability_id = $1 and closed_at is not null)) as at`,
    values: [vulnerabilityId],
  });
  return rows[0]?.at ?? null;
}
