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

/** `advisory`: what advisories know it by, where that is something else. */
export type OutdatedVersion = { id: number; ecosystem: string; version: string; advisory: { ecosystem: string; version: string } | null };

/** Package versions between two ids whose key is of an older revision, by id. */
export async function selectOutdatedVersions(
  on: Connection,
  { after, last, revision }: { after: number; last: number; revision: number },
): Promise<OutdatedVersion[]> {
  const { rows } = await on.query<OutdatedVersion>({
    name: "rekey-outdated",
    text: `select v.id, p.ecosystem, v.version,
        (select jsonb_build_object('ecosystem', k.ecosystem, 'version', coalesce(v.advisory_version, '')) from package k where k.id = v.advisory_package_id) as advisory from package_version v join package p on p.id = v.package_id
      where v.id > $1 and v.id <= $2 and v.key_rev < $3 order by v.id`,
    values: [after, last, revision],
  });
  return rows;
}

export type FreshKey = { id: number; key: Buffer | null; advisoryKey: Buffer | null };

/** Stores keys of a revision; a row that has this one or a newer one is left alone. Returns the rows that were written. */
export async function updateVersionKeys(on: Connection, revision: number, keys: readonly FreshKey[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    name: "rekey-update",
    text: `update package_version v set version_key = fresh.key, advisory_key = fresh.advisory_key, key_rev = $1
      from unnest($2::int4[], $3::bytea[], $4::bytea[]) as fresh(id, key, advisory_key)
      where v.id = fresh.id and v.key_rev < $1 returning v.id`,
    values: [revision, keys.map(({ id }) => id), keys.map(({ key }) => key), keys.map(({ advisoryKey }) => advisoryKey)],
  });
  return rows.map(({ id }) => id);
}
