import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { createPool } from "@/lib/db/pool";
import { WhereinError } from "@/lib/errors";
import { isDatabaseAway } from "@/lib/http/database-errors";
import { Ingest } from "@/lib/inventory/ingest/ingest-document";
import { storeUpload } from "@/lib/inventory/ingest/store-upload";
import { documentBytesMax, laneBytesMax } from "@/lib/inventory/limits";
import { decodeDocument } from "@/lib/sbom";
import type { LaneAnswer, LaneRequest, LaneResult } from "./messages";

// The thread of the web process that decompresses, hashes, parses and writes, so that pages never wait for a document.

const port = parentPort;
if (!port) throw new Error("ingest-thread runs as a worker thread");

/** Nice value of the thread: whoever asks is served before documents are read, when cores are short. */
const niceness = 5;
// Linux gives each thread a nice value of its own and takes 0 for the one that calls; elsewhere this would slow the process.
if (process.platform === "linux") setPriority(0, niceness);

/** Documents worked on at once: one is parsed while others wait for PostgreSQL or for compression. */
const inFlightMax = 4;

const pool = createPool((workerData as { databaseUrl: string }).databaseUrl, inFlightMax * 2, { pipeline: true });
const ingest = new Ingest(pool);
const waiting: LaneRequest[] = [];
let running = 0;

port.on("message", (message: LaneRequest | "close") => {
  if (message === "close") {
    void pool.end().then(() => port.close());
    return;
  }
  waiting.push(message);
  next();
});

function next(): void {
  if (running >= inFlightMax) return;
  const request = waiting.shift();
  if (!request) return;
  running++;
  void outcomeOf(request).then((outcome) => {
    running--;
    const answer: LaneAnswer = { id: request.id, bytes: request.bytes, ...outcome };
    port?.postMessage(answer, [request.bytes]);
    next();
  });
}

async function outcomeOf(request: LaneRequest): Promise<LaneResult> {
  const { uploadId } = request;
  try {
    const sent = Buffer.from(request.bytes, 0, request.length);
    const document = await decodeDocument(sent, { bytesMax: documentBytesMax });
    const wasPlain = document.length === sent.length && document.buffer === sent.buffer;
    const ctx = { actor: request.actor, requestId: request.requestId };
    const input = {
      document,
      sha256: wasPlain ? Buffer.from(request.sha256) : undefined,
      request: request.request,
      uploadId,
      receivedAt: new Date(request.receivedAtMs),
    };
    // Judged again here: what was sent may have been compressed.
    if (request.task === "store" || document.length > laneBytesMax) {
      const same = await ingest.findSameBuild(input);
      if (same !== null) return { kind: "ingested", result: { kind: "unchanged", uploadId: same } };
      await storeUpload(pool, ctx, input);
      return { kind: "stored", uploadId };
    }
    return { kind: "ingested", result: await ingest.ingest(ctx, input) };
  } catch (error) {
    if (error instanceof WhereinError && error.code !== "internal") {
      return { kind: "refused", failure: { code: error.code, reason: error.reason, detail: error.message, errors: [...error.errors] } };
    }
    if (isDatabaseAway(error)) {
      const detail = "The database cannot be reached. Nothing was stored; send the document again in a few seconds.";
      return { kind: "refused", failure: { code: "unavailable", reason: "database_away", detail, errors: [] } };
    }
    return { kind: "broken", message: String(error), stack: error instanceof Error ? (error.stack ?? null) : null };
  }
}
