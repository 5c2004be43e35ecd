import { createReadStream } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { parentPort, workerData } from "node:worker_threads";
import type { Context } from "@/lib/context";
import { createPool } from "@/lib/db/pool";
import { WhereinError } from "@/lib/errors";
import { sha256 } from "@/lib/inventory/ingest/document-parts";
import { hashOf, Ingest } from "@/lib/inventory/ingest/ingest-document";
import { storeLargeUpload } from "@/lib/inventory/ingest/store-large-upload";
import { storeUpload } from "@/lib/inventory/ingest/store-upload";
import { laneBytesMax } from "@/lib/inventory/limits";
import { decodeDocument } from "@/lib/sbom";
import { toFailedResult } from "./failed-result";
import type { LaneAnswer, LaneRequest, LaneResult } from "./messages";

// The thread of the web process that decompresses, hashes, parses and writes, so that pages never wait for a document.

const port = parentPort;
if (!port) throw new Error("ingest-thread runs as a worker thread");

/** Nice value of the thread: whoever asks is served before documents are read, when cores are short. */
const niceness = 5;
// Linux gives each thread a nice value of its own and takes 0 for the one that calls; elsewhere this would slow the process.
if (process.platform === "linux") setPriority(0, niceness);

/** Documents worked on at once: one is parsed while others wait for PostgreSQL or for compression. */
const inFlightMax = 3;

const { databaseUrl, spoolDirectory } = workerData as { databaseUrl: string; spoolDirectory: string };
const pool = createPool(databaseUrl, inFlightMax * 2, { pipeline: true });
/** COPY needs a connection without pipeline. */
const bulkPool = createPool(databaseUrl, inFlightMax);
const ingest = new Ingest(pool);
const waiting: LaneRequest[] = [];
let running = 0;

port.on("message", (message: LaneRequest | "close") => {
  if (message === "close") {
    void Promise.all([pool.end(), bulkPool.end()]).then(() => port.close());
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
    const answer: LaneAnswer = { id: request.id, ...outcome };
    port?.postMessage(answer);
    next();
  });
}

async function outcomeOf(request: LaneRequest): Promise<LaneResult> {
  const { uploadId } = request;
  try {
    const ctx = { actor: request.actor, requestId: request.requestId };
    const sent = Buffer.from(request.bytes, 0, request.length);
    const document = request.file === null ? await decodeSmall(sent) : null;
    if (document === null) return await storeLarge(ctx, request);
    const wasPlain = document.length === sent.length && document.buffer === sent.buffer;
    const input = {
      document,
      sha256: wasPlain && request.sha256 !== null ? Buffer.from(request.sha256) : sha256(document),
      request: request.request,
      uploadId,
      receivedAt: new Date(request.receivedAtMs),
    };
    if (request.task === "store") {
      const same = await ingest.findSameBuild(input, hashOf(input));
      if (same !== null) return { kind: "ingested", result: { kind: "unchanged", uploadId: same } };
      await storeUpload(pool, ctx, input);
      return { kind: "stored", uploadId };
    }
    return { kind: "ingested", result: await ingest.ingest(ctx, input) };
  } catch (error) {
    return toFailedResult(error);
  }
}

/** The document, or null when it turns out to be a large one: what was sent may have been compressed. */
async function decodeSmall(bytes: Buffer): Promise<Buffer | null> {
  try {
    return await decodeDocument(bytes, { bytesMax: laneBytesMax });
  } catch (error) {
    if (error instanceof WhereinError && error.code === "too_large") return null;
    throw error;
  }
}

async function storeLarge(ctx: Context, { uploadId, bytes, length, file, request, receivedAtMs }: LaneRequest): Promise<LaneResult> {
  const source = file === null ? Readable.from([Buffer.from(bytes, 0, length)]) : createReadStream(file, { highWaterMark: 262_144 });
  const spoolPath = `${file ?? join(spoolDirectory, uploadId)}.br`;
  const stored = await storeLargeUpload({ pool: bulkPool, ingest }, ctx, { source, spoolPath, request, uploadId, receivedAt: new Date(receivedAtMs) });
  return stored.kind === "stored" ? { kind: "stored", uploadId } : { kind: "ingested", result: stored };
}
