import type { ClientBase, Pool } from "pg";

type Connection = ClientBase | Pool;

/** The last id of the next `limit` package versions behind an id, or null when there is none behind it. */
export async function selectStretchEnd(on: Connection, after: number, limit: number): Promise<number | null> {
  const { rows } = await on.query<{ last: number | null }>({
    name: "rekey-stretch",
    text: "select max(id) as last from (select id from package_version where id > $1 order by id limit $2) stretch",
    values: [after, limit],
  });
  return rows[0]?.last ?? null;
}

export type OutdatedVersion = { id: number; ecosystem: string; version: string };

/** Package versions between two ids whose key is of an older revision, by id. */
export async function selectOutdatedVersions(
  on: Connection,
  { after, last, revision }: { after: number; last: number; revision: number },
): Promise<OutdatedVersion[]> {
  const { rows } = await on.query<OutdatedVersion>({
    name: "rekey-outdated",
    text: `select v.id, p.ecosystem, v.version from package_version v join package p on p.id = v.package_id
      where v.id > $1 and v.id <= $2 and v.key_rev < $3 order by v.id`,
    values: [after, last, revision],
  });
  return rows;
}

/** Stores keys of a revision; a row that has this one or a newer one is left alone. Returns how many were stored. */
export async function updateVersionKeys(on: Connection, revision: number, ids: readonly number[], keys: readonly (Buffer | null)[]): Promise<number> {
  const { rowCount } = await on.query({
    name: "rekey-update",
    text: `update package_version v set version_key = fresh.key, key_rev = $1 from unnest($2::int4[], $3::bytea[]) as fresh(id, key)
      where v.id = fresh.id and v.key_rev < $1`,
    values: [revision, ids, keys],
  });
  return rowCount ?? 0;
}
