import type pg from "pg";
import type { LoadedFleet } from "../fleet/load-fleet";

/** Bytes of write-ahead log since the cluster was made. */
export async function walPosition(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::text as bytes");
  return Number(rows[0]?.bytes ?? 0);
}

/**
 * Bytes of the records between two positions without full-page images, which are written once for each page after a
 * checkpoint and so depend on when that was. Null where PostgreSQL's own pg_walinspect is not there.
 */
export async function walRecordBytes(client: pg.Client, from: number, to: number): Promise<number | null> {
  if (to <= from) return 0;
  try {
    await client.query("create extension if not exists pg_walinspect");
    const { rows } = await client.query<{ bytes: string }>(
      "select coalesce(sum(record_size), 0)::text as bytes from pg_get_wal_stats('0/0'::pg_lsn + $1::numeric, '0/0'::pg_lsn + $2::numeric)",
      [from, to],
    );
    return Number(rows[0]?.bytes ?? 0);
  } catch {
    return null;
  }
}

/** Makes WAL up to now readable: pg_walinspect reads what is flushed. */
export async function flushWal(client: pg.Client): Promise<void> {
  await client.query("select pg_logical_emit_message(true, 'bench', 'flush')");
}

export async function serverVersion(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ version: string }>("select split_part(version(), ' on ', 1) as version");
  return rows[0]?.version ?? "unknown";
}

/** The settings that decide speed and durability, as the server has them. */
export async function tellingSettings(client: pg.Client): Promise<string[]> {
  const names = [
    "shared_buffers",
    "work_mem",
    "max_wal_size",
    "fsync",
    "synchronous_commit",
    "wal_compression",
    "random_page_cost",
    "jit",
    "max_connections",
    "autovacuum",
  ];
  const { rows } = await client.query<{ line: string }>(
    "select name || '=' || current_setting(name) as line from pg_settings where name = any($1) order by array_position($1, name)",
    [names],
  );
  return rows.map((row) => row.line);
}

export async function backendPid(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid ?? 0;
}

/** What a database was loaded with, as JSON text of the sizes, so that it can be used again. */
export type FleetMark = { sizes: string; loaded: LoadedFleet };

export const readFleetMark = (client: pg.Client) => readMark<FleetMark>(client, "bench_fleet");
export const writeFleetMark = (client: pg.Client, mark: FleetMark) => writeMark(client, "bench_fleet", mark);

/** Where the server keeps its files, when this account may know. */
export async function dataDirectory(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ path: string | null }>(
    "select case when pg_has_role('pg_read_all_settings', 'member') then current_setting('data_directory') end as path",
  );
  return rows[0]?.path ?? null;
}

/** Whether nothing was ever uploaded to the database. */
export async function isEmpty(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ empty: boolean }>("select not exists (select from service) and not exists (select from vulnerability) as empty");
  return rows[0]?.empty ?? false;
}

/** What an earlier run said under a key, or null. */
export async function readMark<Mark>(client: pg.Client, key: string): Promise<Mark | null> {
  const { rows } = await client.query<{ value: Mark }>("select value from setting where key = $1", [key]);
  return rows[0]?.value ?? null;
}

export async function writeMark<Mark>(client: pg.Client, key: string, mark: Mark): Promise<void> {
  await client.query("insert into setting (key, value) values ($1, $2)", [key, JSON.stringify(mark)]);
}

export async function databaseBytes(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ bytes: string }>("select pg_database_size(current_database())::text as bytes");
  return Number(rows[0]?.bytes ?? 0);
}

/** Presences of head builds, spread over the artifacts: what paths are asked for. */
export async function somePresences(client: pg.Client, artifactIds: readonly number[]): Promise<{ artifactId: number; packageVersionId: number }[]> {
  const { rows } = await client.query<{ artifactId: number; packageVersionId: number }>(
    `select w.id as "artifactId", p.package_version_id as "packageVersionId" from unnest($1::int[]) as w(id)
     cross join lateral (select package_version_id from presence where artifact_id = w.id and to_seq is null offset w.id % 300 limit 1) p`,
    [artifactIds],
  );
  return rows;
}
