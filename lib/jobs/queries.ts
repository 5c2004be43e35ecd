import type { ClientBase, Pool } from "pg";

type Connection = ClientBase | Pool;

/** The name of the task that turns a stored upload into a build. */
export const ingestTask = "ingest";

/** The flag of jobs for large documents, of which a process does one at a time. */
export const largeFlag = "large";

/**
 * Queues the ingest of an upload on the caller's transaction. An upload has one waiting job at most; a job that a dead
 * worker still holds does not stand in the way of a new one.
 */
export async function addIngestJob(on: Connection, uploadId: string, { isLarge }: { isLarge: boolean }): Promise<void> {
  await on.query("select graphile_worker.add_job($1, payload := $2::json, job_key := $3, max_attempts := 5, flags := $4)", [
    ingestTask,
    JSON.stringify({ uploadId }),
    `${ingestTask}:${uploadId}`,
    isLarge ? [largeFlag] : null,
  ]);
}

/** Whether the transaction now owns the work on this upload; given back when the transaction ends, however it ends. */
export async function tryOwnUpload(on: ClientBase, uploadId: string): Promise<boolean> {
  const { rows } = await on.query<{ owned: boolean }>("select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as owned", [uploadId]);
  return rows[0]?.owned ?? false;
}

/** What became of the job of an upload that is still owed: gone, waiting for its next try, held by a worker, or out of tries. */
export type OwedJob = { uploadId: string; documentBytes: number | null; job: "none" | "waiting" | "held" | "exhausted" };

/** Uploads that have been owed since before `olderThan`, oldest first, with their jobs. */
export async function selectOwedJobs(on: Connection, olderThan: Date, limit: number): Promise<OwedJob[]> {
  const { rows } = await on.query<OwedJob>(
    `select u.id as "uploadId", d.size_bytes as "documentBytes",
            case when j.id is null then 'none' when j.locked_at is not null then 'held' when j.attempts >= j.max_attempts then 'exhausted' else 'waiting' end as job
     from upload u left join document d on d.sha256 = u.document_sha256 left join graphile_worker.jobs j on j.key = $3 || ':' || u.id
     where u.status in ('queued', 'processing') and u.created_at < $1 order by u.created_at limit $2`,
    [olderThan, limit, ingestTask],
  );
  return rows;
}
