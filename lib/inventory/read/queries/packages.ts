import type { ClientBase } from "pg";

export type PackageSummaryRow = {
  services: number;
  servicesDirect: number;
  artifacts: number;
  firstSeenAt: Date | null;
  lastSeenAt: Date | null;
  versionsTotal: number;
};
export type PackageVersionListRow = {
  packageVersionId: number;
  version: string;
  release: string;
  orderable: boolean;
  services: number;
  artifacts: number;
  firstSeenAt: string | null;
  lastSeenAt: string | null;
};

/** The id of a package, or null when no SBOM has ever named it. */
export async function selectPackageId(client: ClientBase, ecosystem: string, name: string): Promise<number | null> {
  const result = await client.query<{ id: number }>({
    name: "inventory-package-id",
    text: "select id from package where ecosystem = $1 and name = $2 and not advisory_only",
    values: [ecosystem, name],
  });
  return result.rows[0]?.id ?? null;
}

/** Where a package is and was, in all and by version, newest version first. One pass over its presences. */
export async function selectPackageUse(
  client: ClientBase,
  packageId: number,
  limit: number,
): Promise<{ summary: PackageSummaryRow; versions: PackageVersionListRow[] }> {
  const ids = await client.query<{ ids: string; total: number }>({
    name: "inventory-package-version-ids",
    text: "select coalesce(array_agg(id), '{}')::text as ids, count(*)::int as total from package_version where package_id = $1",
    values: [packageId],
  });
  const { ids: versionIds, total } = ids.rows[0] ?? { ids: "{}", total: 0 };
  const result = await client.query<Omit<PackageSummaryRow, "versionsTotal"> & { versions: PackageVersionListRow[] }>({
    text: `with current as materialized (
        select p.package_version_id, a.service_id, p.direct, p.from_at
        from (select package_version_id, artifact_id, direct, from_at from presence where package_version_id = any($1::int[]) and to_seq is null) p
        join artifact a on a.id = p.artifact_id),
      past as materialized (
        select package_version_id, min(from_at) as first, max(to_at) as last from presence
        where package_version_id = any($1::int[]) and to_seq is not null group by package_version_id),
      by_service as (select package_version_id, service_id, count(*) as artifacts, min(from_at) as first from current group by package_version_id, service_id),
      by_version as (select package_version_id, count(*)::int as services, sum(artifacts)::int as artifacts, min(first) as first from by_service group by package_version_id),
      services as (select service_id, bool_or(direct) as direct from current group by service_id)
      select (select count(*) from services)::int as services, (select count(*) from services where direct)::int as "servicesDirect",
        (select count(*) from current)::int as artifacts,
        least((select min(first) from by_version), (select min(first) from past)) as "firstSeenAt",
        case when exists (select from current) then null else (select max(last) from past) end as "lastSeenAt",
        coalesce((select json_agg(r) from (
          select v.id as "packageVersionId", v.version, v.release, v.version_key is not null as orderable,
            coalesce(b.services, 0) as services, coalesce(b.artifacts, 0) as artifacts,
            least(b.first, q.first) as "firstSeenAt", case when b.package_version_id is null then q.last end as "lastSeenAt"
          from package_version v left join by_version b on b.package_version_id = v.id left join past q on q.package_version_id = v.id
          where v.package_id = $2 order by v.version_key desc nulls last, v.version collate "C" desc, v.release limit $3) r), '[]') as versions`,
    values: [versionIds, packageId, limit],
  });
  const row = result.rows[0];
  if (!row) throw new Error("A select without from gives one row.");
  const { versions, ...summary } = row;
  return { summary: { ...summary, versionsTotal: total }, versions };
}
