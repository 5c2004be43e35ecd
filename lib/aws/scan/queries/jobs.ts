import type { ClientBase, Pool } from "pg";

type Connection = ClientBase | Pool;

/** The name of the task that has a build scanned. */
export const scanTask = "inspector-scan";

/** Queues a scan on the caller's transaction: one waiting job for each at most, and one that a dead worker holds does not stand in the way. */
export async function addScanJob(on: Connection, scanId: string): Promise<void> {
  await on.query("select graphile_worker.add_job($1, payload := $2::json, job_key := $1 || ':' || $3::text, max_attempts := 6)", [
    scanTask,
    JSON.stringify({ scanId }),
    scanId,
  ]);
}

/** Whether the transaction now owns the work on this scan; given back when the transaction ends, however it ends. */
export async function tryOwnScan(on: ClientBase, scanId: string): Promise<boolean> {
  const { rows } = await on.query<{ owned: boolean }>("select pg_try_advisory_xact_lock(hashtextextended('inspector-scan ' || $1, 0)) as owned", [scanId]);
  return rows[0]?.owned ?? false;
}

/** Scans that are owed since before `olderThan`, with what became of their job. */
export async function selectOwedScans(on: Connection, olderThan: Date): Promise<{ id: string; job: "none" | "waiting" | "held" | "exhausted" }[]> {
  const { rows } = await on.query<{ id: string; job: "none" | "waiting" | "held" | "exhausted" }>(
    `select s.id, case when j.id is null then 'none' when j.locked_at is not null then 'held' when j.attempts >= j.max_attempts then 'exhausted' else 'waiting' end as job
     from inspector_scan s left join graphile_worker.jobs j on j.key = $2 || ':' || s.id
     where s.status in ('queued', 'running') and s.requested_at < $1 order by s.requested_at limit 500`,
    [olderThan, scanTask],
  );
  return rows;
}
