import type { ClientBase } from "pg";
import type { Completeness } from "@/lib/sbom/model";
import type { OwnerRow } from "../present";
import type { ListServices, OwnerContacts, ServiceStatus } from "../schemas";
import { contactsColumn, ownerColumns } from "./owner-columns";
import { conditions, Parameters } from "./parameters";

/** SQL for the status of `service s`, from aggregates over its heads. */
const statusCase = (of: { newest: string; incomplete: string; leastFresh: string }, stale: string) =>
  `case when s.retired_at is not null then 'retired' when ${of.newest} is null then 'no_sbom' when ${of.incomplete} then 'incomplete' when ${of.leastFresh} < ${stale} then 'stale' else 'fresh' end`;

/**
 * Every service with what its artifacts' heads say, as a table expression over `service s`. A service is stale when for
 * one of its (kind, name) the freshest head over all refs is older than the window, and incomplete when any head is.
 */
function statusTable(stale: string, filters: readonly (string | null)[]): string {
  return `select s.id, s.slug, s.name, s.team_id, s.tier, s.created_at, s.retired_at, coalesce(x.artifacts, 0)::int as artifacts, coalesce(x.components, 0)::int as components, x.last_built_at,
      ${statusCase({ newest: "x.last_built_at", incomplete: "x.incomplete", leastFresh: "x.least_fresh" }, stale)} as status
    from service s left join (
      select service_id, sum(artifacts) as artifacts, sum(components) as components, max(newest) as last_built_at, min(newest) as least_fresh, bool_or(incomplete) as incomplete
      from (select a.service_id, count(*) filter (where h.retired_at is null) as artifacts, sum(c.component_count) as components, max(h.head_built_at) as newest, bool_or(h.incomplete) as incomplete
            from artifact a left join artifact_head h on h.artifact_id = a.id left join composition c on c.hash = h.composition_hash
            group by a.service_id, a.kind, a.name) by_name
      group by service_id) x on x.service_id = s.id
    ${conditions("where", filters)}`;
}

export type ServiceListRow = OwnerRow & {
  id: number;
  slug: string;
  name: string;
  tier: number | null;
  status: ServiceStatus;
  retiredAt: Date | string | null;
  artifacts: number;
  components: number;
  lastBuiltAt: string | null;
  /** What it is sorted by; null where a service was never built. */
  key: string | number | null;
};

export type ServiceListQuery = {
  /** A LIKE pattern in lower case, or null. */
  pattern: string | null;
  teams: readonly string[] | null;
  statuses: readonly ServiceStatus[] | null;
  staleBefore: Date;
  sort: ListServices["sort"];
  limit: number;
  after: { key: string | number | Date; slug: string } | null;
};

const sortKeys = {
  service: { column: 'x.slug collate "C"', type: "text" },
  team: { column: `coalesce(t.slug, '~') collate "C"`, type: "text" },
  lastBuild: { column: "coalesce(x.last_built_at, '-infinity')", type: "timestamptz" },
  components: { column: "x.components", type: "int" },
} as const;

export type ServiceListAnswer = {
  rows: ServiceListRow[];
  byStatus: { status: ServiceStatus; services: number }[];
  byTeam: { slug: string | null; name: string | null; contact: string | null; services: number }[];
};

/** One page of services, and how many there are by status and by team, each under the other filters. */
export async function selectServices(client: ClientBase, query: ServiceListQuery): Promise<ServiceListAnswer> {
  const parameters = new Parameters();
  const stale = `${parameters.add(query.staleBefore)}::timestamptz`;
  const pattern = query.pattern && `${parameters.add(query.pattern)}::text`;
  const ofText = [pattern && `(s.slug like ${pattern} or lower(s.name) like ${pattern})`];
  const ofTeam =
    query.teams &&
    `(x.team_id in (select id from team where slug = any(${parameters.add(query.teams)}::text[])) ${query.teams.includes("none") ? "or x.team_id is null" : ""})`;
  const ofStatus = query.statuses && `x.status = any(${parameters.add(query.statuses)}::text[])`;
  const descending = query.sort.startsWith("-");
  const { column, type } = sortKeys[query.sort.replace("-", "") as keyof typeof sortKeys];
  const columns = [column, 'x.slug collate "C"'];
  const { after } = query;
  const pageFilters = [
    ofTeam,
    ofStatus,
    after && `(${columns.join(", ")}) ${descending ? "<" : ">"} (${parameters.add(after.key)}::${type}, ${parameters.add(after.slug)}::text)`,
  ];
  const result = await client.query<ServiceListAnswer>({
    text: `with x as materialized (${statusTable(stale, ofText)})
      select coalesce((select json_agg(p) from (
          select x.id, x.slug, x.name, ${ownerColumns}, x.tier, x.status, x.retired_at as "retiredAt", x.artifacts, x.components, x.last_built_at as "lastBuiltAt", ${type === "timestamptz" ? "x.last_built_at" : column} as key
          from x left join team t on t.id = x.team_id ${conditions("where", pageFilters)}
          order by ${columns.map((each) => `${each} ${descending ? "desc" : "asc"}`).join(", ")} limit ${parameters.add(query.limit + 1)}::int) p), '[]') as rows,
        coalesce((select json_agg(b) from (select status, count(*)::int as services from x ${conditions("where", [ofTeam])} group by status) b), '[]') as "byStatus",
        coalesce((select json_agg(c) from (
          select t.slug, t.name, t.contact, coalesce(n.services, 0) as services
          from team t full join (select team_id, count(*)::int as services from x ${conditions("where", [ofStatus])} group by team_id) n on n.team_id = t.id
          order by t.slug collate "C" nulls last) c), '[]') as "byTeam"`,
    values: parameters.values,
  });
  return result.rows[0] ?? { rows: [], byStatus: [], byTeam: [] };
}

export type TeamCountRow = {
  slug: string | null;
  name: string | null;
  contact: string | null;
  contacts: OwnerContacts | null;
  services: number;
  fresh: number;
  stale: number;
  incomplete: number;
  noSbom: number;
  retired: number;
};

/** Every team with its services by status; the row without a slug is services without a team. */
export async function selectTeamCounts(client: ClientBase, staleBefore: Date): Promise<TeamCountRow[]> {
  const result = await client.query<TeamCountRow>({
    text: `with x as materialized (${statusTable("$1::timestamptz", [])}),
      counted as (select team_id, count(*)::int as services, count(*) filter (where status = 'fresh')::int as fresh,
        count(*) filter (where status = 'stale')::int as stale, count(*) filter (where status = 'incomplete')::int as incomplete, count(*) filter (where status = 'no_sbom')::int as no_sbom,
        count(*) filter (where status = 'retired')::int as retired from x group by team_id)
      select t.slug, t.name, t.contact, ${contactsColumn} as contacts, coalesce(c.services, 0) as services, coalesce(c.fresh, 0) as fresh, coalesce(c.stale, 0) as stale, coalesce(c.incomplete, 0) as incomplete, coalesce(c.no_sbom, 0) as "noSbom",
        coalesce(c.retired, 0) as retired
      from team t full join counted c on c.team_id = t.id order by t.slug collate "C" nulls last`,
    values: [staleBefore],
  });
  return result.rows;
}

export type ServiceHeadRow = Omit<ServiceListRow, "key" | "lastBuiltAt"> & { lastBuiltAt: Date | null; createdAt: Date };

/** One service by slug, or null. */
export async function selectService(client: ClientBase, slug: string, staleBefore: Date): Promise<ServiceHeadRow | null> {
  const result = await client.query<ServiceHeadRow>({
    name: "inventory-service",
    text: `with one as (select id from service where slug = $2)
      select x.id, x.slug, x.name, ${ownerColumns}, x.tier, x.status, x.retired_at as "retiredAt", x.artifacts, x.components, x.last_built_at as "lastBuiltAt", x.created_at as "createdAt"
      from (select s.id, s.slug, s.name, s.team_id, s.tier, s.created_at, s.retired_at, count(h.artifact_id) filter (where h.retired_at is null)::int as artifacts, coalesce(sum(h.components), 0)::int as components, max(h.newest) as last_built_at,
              ${statusCase({ newest: "max(h.newest)", incomplete: "bool_or(h.incomplete)", leastFresh: "min(h.newest)" }, "$1::timestamptz")} as status
            from service s left join lateral (
              select a.id as artifact_id, c.component_count as components, ah.incomplete, ah.retired_at, max(ah.head_built_at) over (partition by a.kind, a.name) as newest
              from artifact a left join artifact_head ah on ah.artifact_id = a.id left join composition c on c.hash = ah.composition_hash
              where a.service_id = s.id) h on true
            where s.id = (select id from one) group by s.id) x
      left join team t on t.id = x.team_id`,
    values: [staleBefore, slug],
  });
  return result.rows[0] ?? null;
}

export type ArtifactRow = {
  id: number;
  kind: string;
  name: string;
  ref: string;
  retiredAt: Date | null;
  builds: number;
  seq: number | null;
  incomplete: boolean;
  version: string | null;
  commit: string | null;
  runUrl: string | null;
  digests: string[] | null;
  builtAt: Date | null;
  receivedAt: Date | null;
  components: number | null;
  edges: number | null;
  documentSha256: string | null;
  format: string | null;
  specVersion: string | null;
  generator: string | null;
  completeness: Completeness | null;
  warnings: number | null;
};

/** The artifacts of a service with their head builds, newest first. */
export async function selectServiceArtifacts(client: ClientBase, serviceId: number): Promise<ArtifactRow[]> {
  const result = await client.query<ArtifactRow>({
    name: "inventory-service-artifacts",
    text: `select a.id, a.kind, a.name, a.ref, h.retired_at as "retiredAt", (select count(*) from build x where x.artifact_id = a.id)::int as builds,
        b.seq, coalesce(h.incomplete, false) as incomplete, b.version, b.commit, b.run_url as "runUrl", b.digests, b.built_at as "builtAt", b.received_at as "receivedAt",
        c.component_count as components, c.edge_count as edges, encode(b.document_sha256, 'hex') as "documentSha256",
        coalesce(d.format, r.format) as format, coalesce(d.spec_version, r.spec_version) as "specVersion", coalesce(d.generator, r.generator) as generator,
        coalesce(d.report, r.report) ->> 'completeness' as completeness,
        coalesce(jsonb_array_length(coalesce(d.report, r.report) -> 'warnings'), 0) as warnings
      from artifact a
      left join artifact_head h on h.artifact_id = a.id
      left join build b on b.artifact_id = a.id and b.seq = h.head_seq
      left join composition c on c.hash = b.composition_hash
      left join document d on d.sha256 = b.document_sha256
      left join document r on r.sha256 = d.body_of
      where a.service_id = $1 order by b.built_at desc nulls last, h.retired_at desc nulls first, a.id`,
    values: [serviceId],
  });
  return result.rows;
}
