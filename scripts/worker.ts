import { createPool } from "@/lib/db";
import { env } from "@/lib/env";
import { startWorker } from "@/lib/jobs/worker";

// The worker process: jobs that commit with their data.

const queue = createPool(env().DATABASE_URL, 6);
const ingestPool = createPool(env().DATABASE_URL, 4, { pipeline: true });
const runner = await startWorker({ queue, ingestPool });
process.send?.({ kind: "ready" });

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await runner.stop();
  await Promise.all([queue.end(), ingestPool.end()]);
  process.exit(0);
}

process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
process.on("disconnect", () => void stop());
