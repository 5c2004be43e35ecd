import type { ClientBase, Pool } from "pg";

type Connection = ClientBase | Pool;

/** The name of the task that turns a stored upload into a build. */
export const ingestTask = "ingest";

/**
 * Queues the ingest of an upload on the caller's transaction. An upload has one waiting job at most; a job that a dead
 * worker still holds does not stand in the way of a new one.
 */
export async function addIngestJob(on: Connection, uploadId: string): Promise<void> {
  await on.query("select graphile_worker.add_job($1, payload := $2::json, job_key := $3, max_attempts := 5)", [
    ingestTask,
    JSON.stringify({ uploadId }),
    `${ingestTask}:${uploadId}`,
  ]);
}

/** Whether the transaction now owns the work on this upload; given back when the transaction ends, however it ends. */
export async function tryOwnUpload(on: ClientBase, uploadId: string): Promise<boolean> {
  const { rows } = await on.query<{ owned: boolean }>("select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as owned", [uploadId]);
  return rows[0]?.owned ?? false;
}
