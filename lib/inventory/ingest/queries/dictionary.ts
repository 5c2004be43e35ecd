import type { ClientBase, Pool } from "pg";
import { byteaArray, int4Array, textArray } from "@/lib/db/binary-arrays";
import { int4Column } from "@/lib/db/binary-columns";
import type { AdvisoryName } from "@/lib/inventory/ingest/advisory-names";
import { severalLiteral, type VersionHash } from "@/lib/inventory/ingest/version-hash";

type Connection = ClientBase | Pool;
export type PackageName = { ecosystem: string; name: string; leaf: string };
export type VersionOfPackage = { packageId: number; version: string; release: string; versionKey: Buffer | null; advisory: AdvisoryName | null };

// One scalar subselect per row: a join would be planned as a hash over the whole dictionary.

type Ids = { ids: Buffer };

/** One row with the ids by `place`, 0 for none: a row for each would cost PostgreSQL and the driver more than the look-ups. */
const byPlace = (id: string) => `coalesce(string_agg(int4send(coalesce(${id}, 0)), ''::bytea order by wanted.place), '') as ids`;

function idsOf([row]: readonly Ids[]): (number | null)[] {
  return row === undefined ? [] : Array.from(int4Column(row.ids), (id) => (id === 0 ? null : id));
}

/** The ids of packages, in the order given; null where the dictionary has none, or only advisories have named it. */
export async function selectPackageIds(on: Connection, packages: readonly PackageName[]): Promise<(number | null)[]> {
  const { rows } = await on.query<Ids>({
    name: "dictionary-select-packages",
    text: `select ${byPlace("(select p.id from package p where p.ecosystem = wanted.ecosystem and p.name = wanted.name and not p.advisory_only)")}
           from unnest($1::text[], $2::text[]) with ordinality as wanted(ecosystem, name, place)`,
    values: [textArray(packages.map((p) => p.ecosystem)), textArray(packages.map((p) => p.name))],
  });
  return idsOf(rows);
}

/**
 * Adds packages that are missing, and those that only advisories named so far to the inventory, in the order given (sorted by the caller, so that two writers cannot deadlock); their ids
 * in that order, null where another writer was first.
 */
export async function insertPackages(on: Connection, packages: readonly PackageName[]): Promise<(number | null)[]> {
  const { rows } = await on.query<{ id: number; ecosystem: string; name: string }>({
    name: "dictionary-insert-packages",
    text: `insert into package (ecosystem, name, leaf)
           select * from unnest($1::text[], $2::text[], $3::text[])
           on conflict (ecosystem, name) do update set advisory_only = false where package.advisory_only returning id, ecosystem, name`,
    values: [textArray(packages.map((p) => p.ecosystem)), textArray(packages.map((p) => p.name)), textArray(packages.map((p) => p.leaf))],
  });
  const ids = new Map(rows.map((row) => [`${row.ecosystem}\0${row.name}`, row.id]));
  return packages.map(({ ecosystem, name }) => ids.get(`${ecosystem}\0${name}`) ?? null);
}

/** The ids of packages, in the order given, those that only advisories name among them; null where the dictionary has none. */
export async function selectNamedPackageIds(on: Connection, packages: readonly PackageName[]): Promise<(number | null)[]> {
  const { rows } = await on.query<Ids>({
    name: "dictionary-select-named",
    text: `select ${byPlace("(select p.id from package p where p.ecosystem = wanted.ecosystem and p.name = wanted.name)")}
           from unnest($1::text[], $2::text[]) with ordinality as wanted(ecosystem, name, place)`,
    values: [textArray(packages.map((p) => p.ecosystem)), textArray(packages.map((p) => p.name))],
  });
  return idsOf(rows);
}

/** Adds packages that no SBOM has named so far, in the order given; their ids in that order, null where another writer was first. */
export async function insertNamedPackages(on: Connection, packages: readonly PackageName[]): Promise<(number | null)[]> {
  const { rows } = await on.query<{ id: number; ecosystem: string; name: string }>({
    name: "dictionary-insert-named",
    text: `insert into package (ecosystem, name, leaf, advisory_only)
           select *, true from unnest($1::text[], $2::text[], $3::text[]) on conflict (ecosystem, name) do nothing returning id, ecosystem, name`,
    values: [textArray(packages.map((p) => p.ecosystem)), textArray(packages.map((p) => p.name)), textArray(packages.map((p) => p.leaf))],
  });
  const ids = new Map(rows.map((row) => [`${row.ecosystem}\0${row.name}`, row.id]));
  return packages.map(({ ecosystem, name }) => ids.get(`${ecosystem}\0${name}`) ?? null);
}

/** The ids of package versions, in the order given; null where the dictionary has none. */
export async function selectPackageVersionIds(on: Connection, versions: readonly VersionOfPackage[]): Promise<(number | null)[]> {
  const { rows } = await on.query<Ids>({
    name: "dictionary-select-versions",
    text: `select ${byPlace("(select v.id from package_version v where v.package_id = wanted.package_id and v.version = wanted.version and v.release = wanted.release)")}
           from unnest($1::int4[], $2::text[], $3::text[]) with ordinality as wanted(package_id, version, release, place)`,
    values: [int4Array(versions.map((v) => v.packageId)), textArray(versions.map((v) => v.version)), textArray(versions.map((v) => v.release))],
  });
  return idsOf(rows);
}

export type HashOfVersion = VersionHash & { packageVersionId: number };

/** The ids of hashes of package versions, in the order given; null where the dictionary has none. */
export async function selectHashIds(on: Connection, hashes: readonly HashOfVersion[]): Promise<(number | null)[]> {
  const { rows } = await on.query<Ids>({
    name: "dictionary-select-hashes",
    text: `select ${byPlace("(select h.id from package_version_hash h where h.sha256 = wanted.sha256 and h.package_version_id = wanted.version_id)")}
           from unnest($1::bytea[], $2::int4[]) with ordinality as wanted(sha256, version_id, place)`,
    values: [byteaArray(hashes.map((h) => h.sha256)), int4Array(hashes.map((h) => h.packageVersionId))],
  });
  return idsOf(rows);
}

/** Adds hashes that are missing, in one order for all writers so that two cannot deadlock; their ids in the order given, null where another writer was first. */
export async function insertHashes(on: Connection, hashes: readonly HashOfVersion[]): Promise<(number | null)[]> {
  const { rows } = await on.query<{ id: number; sha256: Buffer; packageVersionId: number }>({
    name: "dictionary-insert-hashes",
    text: `insert into package_version_hash (sha256, package_version_id, several)
           select sha256, version_id, several::bytea[] from unnest($1::bytea[], $2::int4[], $3::text[]) as fresh(sha256, version_id, several)
           order by sha256, version_id
           on conflict (sha256, package_version_id) do nothing returning id, sha256, package_version_id as "packageVersionId"`,
    values: [byteaArray(hashes.map((h) => h.sha256)), int4Array(hashes.map((h) => h.packageVersionId)), hashes.map(severalLiteral)],
  });
  const ids = new Map(rows.map((row) => [`${row.packageVersionId} ${row.sha256.toString("latin1")}`, row.id]));
  return hashes.map(({ packageVersionId, sha256 }) => ids.get(`${packageVersionId} ${sha256.toString("latin1")}`) ?? null);
}
