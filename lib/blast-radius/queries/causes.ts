import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

/** Presences of one package version that the same direct dependencies bring. A direct one is brought by its own package. */
export type CauseRow = { packageId: number; direct: boolean; via: number[]; artifactIds: number[] };

/** Through what some presences came in, now or at a moment. */
export async function selectCauses(
  client: ClientBase,
  hits: readonly { artifactId: number; packageVersionId: number }[],
  asOf: Date | null,
): Promise<CauseRow[]> {
  const moment = asOf ? "p.from_at <= $3 and (p.to_at is null or p.to_at > $3)" : "p.to_seq is null";
  const { rows } = await client.query<CauseRow>({
    name: `blast-radius-causes-${asOf ? "past" : "now"}`,
    text: `select v.package_id as "packageId", c.direct, coalesce(c.via, '{}') as via, c.artifacts as "artifactIds" from (
        select p.package_version_id as id, p.direct, p.via, array_agg(p.artifact_id) as artifacts
        from unnest($1::int[], $2::int[]) as h(artifact_id, version_id)
        join presence p on p.artifact_id = h.artifact_id and p.package_version_id = h.version_id and ${moment}
        group by 1, 2, 3) c join package_version v on v.id = c.id`,
    values: [int4Array(hits.map(({ artifactId }) => artifactId)), int4Array(hits.map(({ packageVersionId }) => packageVersionId)), ...(asOf ? [asOf] : [])],
  });
  return rows;
}

/** A version of a package that the fleet has: in how many artifacts, and in how many of some. */
export type HeldVersion = { packageId: number; version: string; holders: number; holdersHit: number };

/** Versions of some packages in the fleet now, in their order, with how many of the artifacts that are hit through the package hold each. */
export async function selectHeldVersions(client: ClientBase, hitArtifacts: ReadonlyMap<number, readonly number[]>): Promise<HeldVersion[]> {
  const packageIds = [...hitArtifacts.keys()];
  const pairs = packageIds.flatMap((packageId) => (hitArtifacts.get(packageId) ?? []).map((artifactId) => ({ packageId, artifactId })));
  const { rows } = await client.query<HeldVersion>({
    name: "blast-radius-held-versions",
    text: `with hit as materialized (select * from unnest($2::int[], $3::int[]) as h(package_id, artifact_id))
      select v.package_id as "packageId", v.version, (count(*))::int as holders, (count(h.artifact_id))::int as "holdersHit"
      from package_version v join presence p on p.package_version_id = v.id and p.to_seq is null
      left join hit h on h.package_id = v.package_id and h.artifact_id = p.artifact_id
      where v.package_id = any($1::int[]) and v.version_key is not null group by v.package_id, v.version, v.version_key order by v.package_id, v.version_key`,
    values: [int4Array(packageIds), int4Array(pairs.map(({ packageId }) => packageId)), int4Array(pairs.map(({ artifactId }) => artifactId))],
  });
  return rows;
}

/** The versions that fix what affects some package versions, by package, lowest first. */
export async function selectFixes(client: ClientBase, matched: string, packageIds: readonly number[]): Promise<Map<number, string[]>> {
  const { rows } = await client.query<{ packageId: number; fixes: string[] }>({
    name: "blast-radius-fixes",
    text: `select v.package_id as "packageId", array_agg(distinct m.fixed) as fixes from package_version v
      join match m on m.package_version_id = v.id and m.state = 'affected' and m.fixed is not null
      where v.id = any($1::int[]) and v.package_id = any($2::int[]) group by 1`,
    values: [matched, int4Array(packageIds)],
  });
  return new Map(rows.map(({ packageId, fixes }) => [packageId, fixes]));
}
