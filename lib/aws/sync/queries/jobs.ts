import type { ClientBase, Pool } from "pg";

type Connection = ClientBase | Pool;

/** The name of the task that syncs the feeds of AWS that are queued. */
export const awsSyncTask = "sync-aws";

/** Has the worker sync what is queued. There is one waiting job at most; one that a dead worker holds does not stand in its way. */
export async function addAwsSyncTask(on: Connection): Promise<void> {
  await on.query("select graphile_worker.add_job($1, job_key := $1, max_attempts := 1)", [awsSyncTask]);
}

/** Queues the sync of one feed now, on the caller's transaction. */
export async function addAwsSyncJob(on: Connection, feedId: number): Promise<void> {
  await on.query("update aws_feed set status = 'queued' where id = $1 and status = 'idle'", [feedId]);
  await addAwsSyncTask(on);
}

/** Whether the transaction now owns the syncing of AWS: one worker at a time. Given back when the transaction ends, however it ends. */
export async function tryOwnAwsSync(on: ClientBase): Promise<boolean> {
  const { rows } = await on.query<{ owned: boolean }>("select pg_try_advisory_xact_lock(hashtextextended('aws-sync', 0)) as owned");
  return rows[0]?.owned ?? false;
}
