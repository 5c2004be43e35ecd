import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

const mirrored = ["vulnerability", "advisory", "affected_range", "affected_version", "vulnerability_alias"] as const;

/** How a pass over all feeds went: from the first one's start to the last one's end. */
export type PassOfFeeds = { seconds: number; read: number; added: number; changed: number; unchanged: number; quarantined: number };

/** Waits until every feed has been synced; throws when one fails or `secondsMax` pass. */
export async function waitForFeeds(client: pg.Client, feeds: number, secondsMax: number): Promise<PassOfFeeds> {
  for (const until = performance.now() + secondsMax * 1_000; performance.now() < until; await sleep(50)) {
    const { rows } = await client.query<PassOfFeeds & { done: number; problem: string | null }>(
      `select count(*) filter (where succeeded_at >= started_at and status = 'idle')::int as done, min(problem ->> 'detail') as problem,
         extract(epoch from max(succeeded_at) - min(started_at))::float8 as seconds, ${["read", "added", "changed", "unchanged", "quarantined"].map((name) => `coalesce(sum((counts ->> '${name}')::int), 0)::int as "${name}"`).join(", ")}
       from advisory_feed`,
    );
    const [row] = rows;
    if (row?.problem) throw new Error(`A feed could not be synced: ${row.problem}`);
    if (row && row.done === feeds) return row;
  }
  throw new Error(`The feeds were not synced within ${secondsMax} s.`);
}

/** Makes all feeds due for a pass over everything. */
export async function forgetPasses(client: pg.Client): Promise<void> {
  await client.query("update advisory_feed set succeeded_at = null, started_at = null, synced_to = null, full_at = null, etag = null, counts = null");
}

/** Rows of the tables that a mirror fills. */
export async function countMirrored(client: pg.Client): Promise<Record<(typeof mirrored)[number], number>> {
  const { rows } = await client.query(`select ${mirrored.map((table) => `(select count(*) from ${table})::int as ${table}`).join(", ")}`);
  return rows[0];
}

/** The floor of storing: the rows that are there, copied within the server into tables with the same indexes, in one transaction. */
export async function copyMirrored(client: pg.Client): Promise<number> {
  for (const table of mirrored) await client.query(`create table floor_${table} (like ${table} including all)`);
  const startedMs = performance.now();
  await client.query("begin");
  for (const table of mirrored) await client.query(`insert into floor_${table} select * from ${table}`);
  await client.query("commit");
  const seconds = (performance.now() - startedMs) / 1_000;
  await client.query(`drop table ${mirrored.map((table) => `floor_${table}`).join(", ")}`);
  return seconds;
}

/** How much there is to match, and how much of it does. */
export async function countToMatch(client: pg.Client): Promise<{ versions: number; ranges: number; listed: number; matches: number }> {
  const { rows } = await client.query<{ versions: number; ranges: number; listed: number; matches: number }>(
    `select (select count(*) from package_version)::int as versions, (select count(*) from affected_range)::int as ranges,
       (select count(*) from affected_version)::int as listed, (select count(*) from match)::int as matches`,
  );
  const [row] = rows;
  if (!row) throw new Error("Aggregates give one row.");
  return row;
}

/** The floor of matching: which versions lie in which ranges, counted, and nothing else. */
export async function countInRange(client: pg.Client): Promise<void> {
  await client.query("set work_mem = '256MB'");
  await client.query(
    "select count(*) from package_version v join affected_range r on r.package_id = v.package_id where v.version_key >= r.lo and v.version_key < r.hi",
  );
}
