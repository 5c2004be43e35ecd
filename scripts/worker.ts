import { createPool } from "@/lib/db";
import { env } from "@/lib/env";
import { startWorker } from "@/lib/jobs/worker";

// The worker process: jobs that commit with their data.

const connections = 8;
const pool = createPool(env().DATABASE_URL, connections);
const runner = await startWorker(pool);
process.send?.({ kind: "ready" });

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await runner.stop();
  await pool.end();
  process.exit(0);
}

process.on("SIGTERM", () => void stop());
process.on("SIGINT", () => void stop());
process.on("disconnect", () => void stop());
