import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { int4Column } from "@/lib/db/binary-columns";
import { viaMax } from "@/lib/sbom";

/** A version of a package that head builds depend on directly, and the artifacts of these. */
export type HeldDirectly = { packageId: number; versionId: number; version: string; key: Buffer; artifactIds: Int32Array };

/** Versions of some packages that the fleet depends on directly, ascending. */
export async function selectHeldDirectly(client: ClientBase, packageIds: readonly number[]): Promise<HeldDirectly[]> {
  if (packageIds.length === 0) return [];
  const { rows } = await client.query<Omit<HeldDirectly, "artifactIds"> & { artifacts: Buffer }>({
    name: "plan-held-directly",
    text: `select v.package_id as "packageId", v.id as "versionId", v.version, v.version_key as key, string_agg(int4send(p.artifact_id), ''::bytea) as artifacts
      from package_version v join presence p on p.package_version_id = v.id and p.to_seq is null and p.direct
      where v.package_id = any($1::int4[]) and v.version_key is not null group by v.id order by v.package_id, v.version_key`,
    values: [int4Array(packageIds)],
  });
  return rows.map(({ artifacts, ...row }) => ({ ...row, artifactIds: int4Column(artifacts) }));
}

/** Which versions of a package does this artifact have through that direct dependency? */
export type Probe = { artifactId: number; directPackageId: number; packageId: number };
/** `probe`: its place in the list. */
export type Brings = { probe: number; version: string; key: Buffer };

/** What direct dependencies bring to artifacts, where all that brings it is known and it is no direct dependency itself. */
export async function selectBrought(client: ClientBase, probes: readonly Probe[]): Promise<Brings[]> {
  if (probes.length === 0) return [];
  const { rows } = await client.query<Brings>({
    name: "plan-brought",
    text: `select (r.place - 1)::int as probe, v.version, v.version_key as key
      from unnest($1::int4[], $2::int4[], $3::int4[]) with ordinality as r(artifact_id, direct_id, package_id, place)
      join package_version v on v.package_id = r.package_id and v.version_key is not null
      join presence p on p.artifact_id = r.artifact_id and p.package_version_id = v.id and coalesce(p.to_seq, 0) = 0
      where not p.direct and r.direct_id = any(p.via) and cardinality(p.via) < ${viaMax} order by r.place, v.version_key`,
    values: [
      int4Array(probes.map(({ artifactId }) => artifactId)),
      int4Array(probes.map(({ directPackageId }) => directPackageId)),
      int4Array(probes.map(({ packageId }) => packageId)),
    ],
  });
  return rows;
}
