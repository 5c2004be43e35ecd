import type { ClientBase } from "pg";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { int4Array } from "@/lib/db/binary-arrays";
import { Parameters } from "@/lib/inventory/read";
import { openFindings, type ReachFilters } from "./filters";

export type VulnerabilityFactRow = {
  rowId: number;
  id: string;
  ids: string[];
  kind: AdvisoryKind;
  summary: string | null;
  severity: SeverityWord;
  score: number | null;
  vector: string | null;
  severitySource: string | null;
  epss: number | null;
  epssPercentile: number | null;
  kevAddedOn: string | null;
  publishedAt: Date | null;
  modifiedAt: Date;
  withdrawnAt: Date | null;
  createdAt: Date;
};

/** What vulnerabilities are, by row id. */
export async function selectFacts(client: ClientBase, ids: readonly number[]): Promise<ReadonlyMap<number, VulnerabilityFactRow>> {
  const { rows } = await client.query<VulnerabilityFactRow>({
    name: "vulnerability-facts",
    text: `select id as "rowId", display_id as id, ids, kind, summary, severity, severity_score as score, severity_vector as vector, severity_source as "severitySource",
        epss, epss_percentile as "epssPercentile", to_char(kev_added_on, 'YYYY-MM-DD') as "kevAddedOn",
        published_at as "publishedAt", modified_at as "modifiedAt", withdrawn_at as "withdrawnAt", created_at as "createdAt"
      from vulnerability where id = any($1::int[])`,
    values: [int4Array(ids)],
  });
  return new Map(rows.map((row) => [row.rowId, row]));
}

/** The row id of the vulnerability that an upper-case name means, or null. */
export async function selectIdOfName(client: ClientBase, name: string): Promise<number | null> {
  const { rows } = await client.query<{ id: number }>({
    name: "vulnerability-of-name",
    text: "select vulnerability_id as id from vulnerability_alias where name = $1",
    values: [name],
  });
  return rows[0]?.id ?? null;
}

export type ReachRow = { rowId: number; services: number; artifacts: number; packageVersions: number; firstOpenedAt: Date };

/** How much vulnerabilities affect now; those that affect nothing have no row. */
export async function selectReach(client: ClientBase, ids: readonly number[], filters: ReachFilters): Promise<ReadonlyMap<number, ReachRow>> {
  const parameters = new Parameters();
  const wanted = parameters.add(int4Array(ids));
  const { rows } = await client.query<ReachRow>({
    text: `select x.vulnerability_id as "rowId", count(distinct a.service_id)::int as services, count(distinct x.artifact_id)::int as artifacts,
        count(distinct x.package_version_id)::int as "packageVersions", min(x.opened_at) as "firstOpenedAt"
      from (select x.* from finding x ${openFindings(filters, parameters)} and x.vulnerability_id = any(${wanted}::int[])) x
      join artifact a on a.id = x.artifact_id group by 1`,
    values: parameters.values,
  });
  return new Map(rows.map((row) => [row.rowId, row]));
}

export type PackageFixRow = { rowId: number; ecosystem: string; name: string; fixed: string[] };

/** The packages that vulnerabilities affect now, with the fixes of the versions that are held. */
export async function selectAffectedPackages(client: ClientBase, ids: readonly number[]): Promise<PackageFixRow[]> {
  const { rows } = await client.query<PackageFixRow>({
    name: "vulnerability-packages-now",
    text: `select f.vulnerability_id as "rowId", k.ecosystem, k.name,
        coalesce(array_agg(distinct m.fixed) filter (where m.fixed is not null), '{}') as fixed
      from (select distinct vulnerability_id, package_version_id from finding where vulnerability_id = any($1::int[]) and closed_at is null) f
      join package_version pv on pv.id = f.package_version_id join package k on k.id = pv.package_id
      left join match m on m.package_version_id = f.package_version_id and m.vulnerability_id = f.vulnerability_id and m.state = 'affected'
      group by 1, 2, 3 order by 1, 2, k.name collate "C"`,
    values: [int4Array(ids)],
  });
  return rows;
}

/** The packages that the advisories of vulnerabilities name, with their fixes. */
export async function selectNamedPackages(client: ClientBase, ids: readonly number[]): Promise<PackageFixRow[]> {
  const { rows } = await client.query<PackageFixRow>({
    name: "vulnerability-packages-named",
    text: `select g."rowId", k.ecosystem, k.name, g.fixed
      from (select n.vulnerability_id as "rowId", n.package_id, coalesce(array_agg(distinct n.fixed) filter (where n.fixed is not null), '{}') as fixed
        from (select a.vulnerability_id, r.package_id, r.fixed from advisory a join affected_range r on r.advisory_id = a.id where a.vulnerability_id = any($1::int[])
          union select a.vulnerability_id, w.package_id, null from advisory a join affected_version w on w.advisory_id = a.id where a.vulnerability_id = any($1::int[])) n
        group by 1, 2) g
      join package k on k.id = g.package_id order by 1, 2, k.name collate "C"`,
    values: [int4Array(ids)],
  });
  return rows;
}
