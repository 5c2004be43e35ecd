import { openMirror, syncSettings } from "@/lib/advisories/sync";
import { openAwsSync } from "@/lib/aws/sync";
import { createPool } from "@/lib/db";
import { env } from "@/lib/env";
import { startDocumentQueue } from "@/lib/inventory/documents/run-document-task";
import { LargeLane } from "@/lib/inventory/lane/large-lane";
import { startWorker } from "@/lib/jobs/worker";

// The worker process: jobs that commit with their data.

const queue = createPool(env().DATABASE_URL, 13);
const ingestPool = createPool(env().DATABASE_URL, 4, { pipeline: true });
const large = new LargeLane();
// Documents are judged once a minute, one after the other: between times the thread's memory is for large documents.
startDocumentQueue(undefined, { idleMs: 2_000 });
const mirror = openMirror(queue, syncSettings());
const aws = openAwsSync(queue);
const runner = await startWorker({ queue, ingestPool, large, mirror, aws });
process.send?.({ kind: "ready" });

const stopMs = 10_000;
let stopping = false;

/** Finishes the jobs in hand; ends the process in any case after 10 s, and what was cut off is done again. */
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(0), stopMs).unref();
  mirror.stop();
  aws.stop();
  await runner.stop();
  await Promise.all([queue.end(), ingestPool.end()]);
  large.close();
  mirror.close();
  process.exit(0);
}

process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
process.on("disconnect", () => void stop());
