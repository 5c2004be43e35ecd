import type { ClientBase } from "pg";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { int4Array } from "@/lib/db/binary-arrays";
import type { AffectedRange, ListedVersion } from "../package-facts";

export type VersionRow = {
  id: number;
  /** Its own package, whose names these are. */
  ownPackageId: number;
  ecosystem: string;
  name: string;
  ownVersion: string;
  /** What advisories know it by. */
  packageId: number;
  version: string;
  release: string;
  key: Buffer | null;
};

const known = `coalesce(v.advisory_package_id, v.package_id) as "packageId",
  case when v.advisory_package_id is null then v.version else coalesce(v.advisory_version, '') end as version,
  case when v.advisory_package_id is null then v.release else coalesce(v.advisory_release, '') end as release,
  case when v.advisory_package_id is null then v.version_key else v.advisory_key end as key`;

/** Package versions by what one upgrades of them. */
export async function selectVersions(client: ClientBase, ids: ArrayLike<number>): Promise<VersionRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<VersionRow>({
    name: "plan-versions",
    text: `select v.id, k.id as "ownPackageId", k.ecosystem, k.name, v.version as "ownVersion", ${known}
      from package_version v join package k on k.id = v.package_id where v.id = any($1::int4[])`,
    values: [int4Array(ids)],
  });
  return rows;
}

export type VulnerabilityRow = { id: number; kind: AdvisoryKind; severity: SeverityWord; kev: boolean };

export async function selectVulnerabilities(client: ClientBase, ids: ArrayLike<number>): Promise<VulnerabilityRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<VulnerabilityRow>({
    name: "plan-vulnerabilities",
    text: "select id, kind, severity, kev_added_on is not null as kev from vulnerability where id = any($1::int4[])",
    values: [int4Array(ids)],
  });
  return rows;
}

type OfPackage = { packageId: number; release: string };
export type RangeRow = OfPackage & AffectedRange;
export type ListedRow = OfPackage & ListedVersion;
export type KnownVersionRow = { packageId: number; release: string; version: string; key: Buffer };

/** What advisories say of some packages, whatever the release. `offset 0` keeps the planner from going through all advisories. */
export async function selectRanges(client: ClientBase, packageIds: readonly number[]): Promise<RangeRow[]> {
  const { rows } = await client.query<RangeRow>({
    name: "plan-ranges",
    text: `select r.package_id as "packageId", r.release, r.advisory_id as "advisoryId", a.vulnerability_id as "vulnerabilityId",
        v.kind = 'malware' as "isMalware", r.lo, r.hi, r.hi_inclusive as "hiInclusive", r.fixed
      from (select * from affected_range where package_id = any($1::int4[]) offset 0) r join advisory a on a.id = r.advisory_id and a.withdrawn_at is null
        join vulnerability v on v.id = a.vulnerability_id`,
    values: [int4Array(packageIds)],
  });
  return rows;
}

export async function selectListed(client: ClientBase, packageIds: readonly number[]): Promise<ListedRow[]> {
  const { rows } = await client.query<ListedRow>({
    name: "plan-listed",
    text: `select r.package_id as "packageId", r.release, r.advisory_id as "advisoryId", a.vulnerability_id as "vulnerabilityId",
        v.kind = 'malware' as "isMalware", r.version, r.version_key as key
      from (select * from affected_version where package_id = any($1::int4[]) offset 0) r join advisory a on a.id = r.advisory_id and a.withdrawn_at is null
        join vulnerability v on v.id = a.vulnerability_id`,
    values: [int4Array(packageIds)],
  });
  return rows;
}

/**
 * Of some packages those of which the inventory has another number of versions than is known, with that number. Versions are never removed, so that one with
 * as many has the same. `known`: beside each package, how many. One look into an index for each: joined, all versions of the inventory are read.
 */
export async function selectGrown(
  client: ClientBase,
  packageIds: readonly number[],
  known: readonly number[],
): Promise<{ packageId: number; versions: number }[]> {
  if (packageIds.length === 0) return [];
  const { rows } = await client.query<{ packageId: number; versions: number }>({
    name: "plan-grown",
    text: `select id as "packageId", versions from (
        select asked.id, asked.known, ((select count(*) from package_version v where v.package_id = asked.id)
          + (select count(*) from package_version v where v.advisory_package_id = asked.id))::int4 as versions
        from unnest($1::int4[], $2::int4[]) asked(id, known) offset 0) counted
      where versions <> known`,
    values: [int4Array(packageIds), int4Array(known)],
  });
  return rows;
}

/** Versions of some packages that the inventory has or had, by what advisories call them. */
export async function selectKnownVersions(client: ClientBase, packageIds: readonly number[]): Promise<KnownVersionRow[]> {
  if (packageIds.length === 0) return [];
  const { rows } = await client.query<KnownVersionRow>({
    name: "plan-known-versions",
    text: `select package_id as "packageId", release, version, version_key as key from package_version
        where package_id = any($1::int4[]) and advisory_package_id is null and version_key is not null
      union select advisory_package_id, coalesce(advisory_release, ''), advisory_version, advisory_key from package_version
        where advisory_package_id = any($1::int4[]) and advisory_version is not null and advisory_key is not null`,
    values: [int4Array(packageIds)],
  });
  return rows;
}
