import type { ClientBase, Pool } from "pg";

type Connection = ClientBase | Pool;

/** The name of the task that has a build scanned. */
export const scanTask = "inspector-scan";

/** The flag of its jobs, of which a process does one at a time: they wait for AWS. */
export const scanFlag = "inspector-scan";

/** Queues a scan on the caller's transaction: one waiting job for each at most, and one that a dead worker holds does not stand in the way. */
export async function addScanJob(on: Connection, scanId: string): Promise<void> {
  await on.query("select graphile_worker.add_job($1, payload := $2::json, job_key := $1 || ':' || $3::text, max_attempts := 6, flags := $4)", [
    scanTask,
    JSON.stringify({ scanId }),
    scanId,
    [scanFlag],
  ]);
}

/** Whether the transaction now owns the work on this scan; given back when the transaction ends, however it ends. */
export async function tryOwnScan(on: ClientBase, scanId: string): Promise<boolean> {
  const { rows } = await on.query<{ owned: boolean }>("select pg_try_advisory_xact_lock(hashtextextended('inspector-scan ' || $1, 0)) as owned", [scanId]);
  return rows[0]?.owned ?? false;
}

/** Lets one after the other ask for a scan of the build, until this transaction ends. */
export async function lockScansOfBuild(on: ClientBase, artifactId: number, seq: number): Promise<void> {
  await on.query("select pg_advisory_xact_lock(hashtextextended('inspector-scan of ' || $1::int || '/' || $2::int, 0))", [artifactId, seq]);
}

/** Scans that are owed since before `olderThan`, with what became of their job. */
export async function selectOwedScans(on: Connection, olderThan: Date): Promise<{ id: string; job: "none" | "waiting" | "held" | "exhausted" }[]> {
  const { rows } = await on.query<{ id: string; job: "none" | "waiting" | "held" | "exhausted" }>(
    `select s.id, case when j.id is null then 'none' when j.locked_at is not null then 'held' when j.attempts >= j.max_attempts then 'exhausted' else 'waiting' end as job
     from inspector_scan s left join graphile_worker.jobs j on j.key = $2 || ':' || s.id
     where s.status in ('queued', 'running') and s.origin = 'asked' and s.requested_at < $1 order by s.requested_at limit 500`,
    [olderThan, scanTask],
  );
  return rows;
}
