import type { ClientBase, Pool } from "pg";
import { byteaArray, int4Array, textArray } from "@/lib/db/binary-arrays";
import { int4Column } from "@/lib/db/binary-columns";
import { keyRevision } from "@/lib/versions";
import type { VersionOfPackage } from "./dictionary";

type Connection = ClientBase | Pool;

const insertByPlace = `insert into package_version (package_id, version, release, version_key, advisory_package_id, advisory_version, advisory_release, advisory_key, key_rev)
  select package_id, version, release, key, nullif(advisory_package_id, 0), advisory_version, advisory_release, advisory_key, ${keyRevision}
    from unnest($1::int4[], $2::text[], $3::text[], $4::bytea[], $5::int4[], $6::text[], $7::text[], $8::bytea[]) with ordinality
      as fresh(package_id, version, release, key, advisory_package_id, advisory_version, advisory_release, advisory_key, place)
   order by place`;

const columnsOf = (versions: readonly VersionOfPackage[]) => [
  int4Array(versions.map((v) => v.packageId)),
  textArray(versions.map((v) => v.version)),
  textArray(versions.map((v) => v.release)),
  byteaArray(versions.map((v) => v.versionKey)),
  int4Array(versions.map((v) => v.advisory?.packageId ?? 0)),
  textArray(versions.map((v) => v.advisory?.version ?? null)),
  textArray(versions.map((v) => v.advisory?.release ?? null)),
  byteaArray(versions.map((v) => v.advisory?.key ?? null)),
];

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** All writers add package versions in this order, those of large documents too, so that no two can deadlock. */
const inWritingOrder = (a: VersionOfPackage, b: VersionOfPackage) =>
  a.packageId - b.packageId || compareText(a.version, b.version) || compareText(a.release, b.release);

/** Adds package versions that are missing; their ids in the order given, null where another writer was first. */
export async function insertPackageVersions(on: Connection, versions: readonly VersionOfPackage[]): Promise<(number | null)[]> {
  const { rows } = await on.query<{ id: number; packageId: number; version: string; release: string }>({
    name: "dictionary-insert-versions",
    text: `${insertByPlace} on conflict (package_id, version, release) do nothing returning id, package_id as "packageId", version, release`,
    values: columnsOf([...versions].sort(inWritingOrder)),
  });
  const ids = new Map(rows.map((row) => [`${row.packageId}\0${row.version}\0${row.release}`, row.id]));
  return versions.map(({ packageId, version, release }) => ids.get(`${packageId}\0${version}\0${release}`) ?? null);
}

/**
 * The same for versions that nobody else is likely to be adding now, at three quarters of the cost. When somebody is, it fails with PostgreSQL's
 * `unique_violation`.
 */
export async function insertMissingPackageVersions(on: Connection, versions: readonly VersionOfPackage[]): Promise<number[]> {
  const inOrder = versions.map((version, place) => ({ version, place })).sort((a, b) => inWritingOrder(a.version, b.version));
  const { rows } = await on.query<{ ids: Buffer }>({
    name: "dictionary-insert-missing",
    // The sequence numbers rows in the order in which they are inserted.
    text: `with added as (${insertByPlace} returning id) select coalesce(string_agg(int4send(id), ''::bytea order by id), '') as ids from added`,
    values: columnsOf(inOrder.map(({ version }) => version)),
  });
  const added = int4Column(rows[0]?.ids ?? Buffer.alloc(0));
  if (added.length !== versions.length) throw new Error("each version that is added has an id");
  const ids = new Array<number>(versions.length);
  inOrder.forEach(({ place }, i) => {
    ids[place] = added[i] ?? 0;
  });
  return ids;
}
