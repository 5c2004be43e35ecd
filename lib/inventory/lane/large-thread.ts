import { constants, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { createPool } from "@/lib/db/pool";
import { batchesAtOnce } from "@/lib/inventory/ingest/bulk-dictionary";
import { ingestLarge } from "@/lib/inventory/ingest/ingest-large";
import type { OwedUpload } from "@/lib/inventory/ingest/queries/upload";
import { rememberIdentities } from "@/lib/sbom";
import { toFailedResult } from "./failed-result";
import type { LargeMessage } from "./messages";

// The thread of the worker process for one large document. It ends with it, and gives back all the memory that it took.

/** What a thread for one document is started with. Buffers do not survive the way here as such. */
export type LargeTask = { databaseUrl: string; spoolPath: string; upload: OwedUpload };

/** A few slices' worth: what is remembered for longer only grows old on the heap. */
const identitiesRemembered = 2_000;
rememberIdentities(identitiesRemembered);

// Whoever asks meanwhile is served first. Only on Linux does this concern this thread alone.
if (process.platform === "linux") setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);

const port = parentPort;
if (!port) throw new Error("large-thread runs as a worker thread");
const send = (message: LargeMessage) => port.postMessage(message);

const { databaseUrl, spoolPath, upload } = workerData as LargeTask;
const owed: OwedUpload = { ...upload, documentSha256: Buffer.from(upload.documentSha256) };
const pools = { facts: createPool(databaseUrl, 2, { pipeline: true }), bulk: createPool(databaseUrl, batchesAtOnce) };
try {
  const ctx = { actor: owed.actor, requestId: owed.id };
  const result = await ingestLarge(pools, ctx, owed, spoolPath, (share) => send({ kind: "progress", share }));
  send({ kind: "ingested", result });
} catch (error) {
  send(toFailedResult(error));
} finally {
  await Promise.all([pools.facts.end(), pools.bulk.end()]);
}
