import type { ClientBase, Pool } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import type { NameForRow } from "@/lib/inventory/ingest/advisory-names";

const wanted = "unnest($1::int4[], $2::int4[], $3::text[]) as wanted(id, package_id, without)";

/** Without a name, or with the one that its document could give without the source package. */
const isUnnamed = `(v.advisory_package_id is null or (v.advisory_package_id <> wanted.package_id
  and (select k.name from package k where k.id = v.advisory_package_id) = wanted.without))`;

const columnsOf = (names: readonly NameForRow[]) => [
  int4Array(names.map((n) => n.packageVersionId)),
  int4Array(names.map((n) => n.packageId)),
  names.map((n) => n.without),
];

/** Of these rows, those that do not have their name yet. */
export async function selectUnnamed(on: ClientBase | Pool, names: readonly NameForRow[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    name: "advisory-names-missing",
    text: `select wanted.id from ${wanted} where (select ${isUnnamed} from package_version v where v.id = wanted.id)`,
    values: columnsOf(names),
  });
  return rows.map(({ id }) => id);
}

/** Gives rows their name unless another writer did; returns those that were written. */
export async function updateAdvisoryNames(on: ClientBase, names: readonly NameForRow[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>(
    `update package_version v set advisory_package_id = wanted.package_id, advisory_version = wanted.version, advisory_release = wanted.release, advisory_key = wanted.key
       from unnest($1::int4[], $2::int4[], $3::text[], $4::text[], $5::text[], $6::bytea[]) as wanted(id, package_id, without, version, release, key)
      where v.id = wanted.id and ${isUnnamed} returning v.id`,
    [...columnsOf(names), names.map((n) => n.version), names.map((n) => n.release), names.map((n) => n.key)],
  );
  return rows.map(({ id }) => id);
}
