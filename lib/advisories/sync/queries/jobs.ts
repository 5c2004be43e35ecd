import type { ClientBase, Pool } from "pg";

type Connection = ClientBase | Pool;

/** The name of the task that syncs the feeds that are queued, one after another. */
export const syncTask = "sync-advisories";

/** Has the worker sync what is queued. There is one waiting job at most; one that a dead worker holds does not stand in its way. */
export async function addSyncTask(on: Connection): Promise<void> {
  await on.query("select graphile_worker.add_job($1, job_key := $1, max_attempts := 1)", [syncTask]);
}

/** Queues the sync of one feed now, on the caller's transaction. False when there is no such feed, or it is disabled. */
export async function addSyncJob(on: Connection, feedId: number): Promise<boolean> {
  const { rowCount } = await on.query(
    "update advisory_feed set status = case status when 'idle' then 'queued' else status end where id = $1 and enabled returning id",
    [feedId],
  );
  if (!rowCount) return false;
  await addSyncTask(on);
  return true;
}

/** Whether the transaction now owns the mirror: one worker syncs at a time. Given back when the transaction ends, however it ends. */
export async function tryOwnSync(on: ClientBase): Promise<boolean> {
  const { rows } = await on.query<{ owned: boolean }>("select pg_try_advisory_xact_lock(hashtextextended('advisory-sync', 0)) as owned");
  return rows[0]?.owned ?? false;
}
