import { type Runner, run } from "graphile-worker";
import type { Pool } from "pg";
import { z } from "zod";
import { Ingest } from "@/lib/inventory/ingest/ingest-document";
import { selectOwedUploadIds } from "@/lib/inventory/ingest/queries/upload";
import { ingestUpload } from "./ingest-upload";
import { addIngestJob, ingestTask } from "./queries";

const ingestPayload = z.object({ uploadId: z.string() });

/** Jobs of one worker process at once; each holds a document in memory. */
const concurrency = 2;

/** An upload that has been owed for longer is queued again: its job was lost, or a dead worker holds it. */
const owedMsMax = 30_000;
const sweepBatch = 500;

/**
 * Starts the worker: ingest of stored uploads, and a sweep every minute (and now) that queues again what is owed.
 * Returns the runner; `stop()` finishes the jobs in hand.
 */
export async function startWorker(pool: Pool): Promise<Runner> {
  const ingest = new Ingest(pool);
  const runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 5_000,
    crontab: "* * * * * sweep",
    taskList: {
      [ingestTask]: async (payload) => ingestUpload({ pool, ingest }, ingestPayload.parse(payload).uploadId),
      sweep: async () => sweep(pool),
    },
  });
  await sweep(pool);
  return runner;
}

async function sweep(pool: Pool): Promise<void> {
  const owed = await selectOwedUploadIds(pool, new Date(Date.now() - owedMsMax), sweepBatch);
  for (const uploadId of owed) await addIngestJob(pool, uploadId);
}
