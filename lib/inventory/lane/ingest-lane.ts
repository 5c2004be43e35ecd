import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { WhereinError } from "@/lib/errors";
import { bodyBytesKeptMax, documentBytesMax, laneBytesInFlightMax, laneBytesMax, laneUploadsMax, spoolBytesMax } from "@/lib/inventory/limits";
import { SpoolDirectory } from "@/lib/inventory/spool/spool-directory";
import { BufferPool } from "@/lib/inventory/upload/buffer-pool";
import type { BodyPlaces, ReceivedBody } from "@/lib/inventory/upload/read-body";
import type { BuildRequest } from "@/lib/inventory/upload/schemas";
import { toError } from "./failed-result";
import type { LaneAnswer, LaneRequest } from "./messages";

export type LaneUpload = ReceivedBody & { request: BuildRequest; uploadId: string; receivedAt: Date };

/** `recorded`: committed, now or (unchanged) before. `queued`: stored, the worker process will do it. */
export type LaneOutcome = { kind: "recorded"; uploadId: string; unchanged: boolean } | { kind: "queued"; uploadId: string };

type Pending = { worker: Worker; resolve: (answer: LaneAnswer) => void; reject: (error: Error) => void; bytes: ArrayBuffer | SharedArrayBuffer };

/** Room for one parsed document, so that it is gone before it would be moved to where collecting it is dear. */
const maxYoungGenerationSizeMb = 144;

/** With fewer uploads than these in hand the threads also hash what comes: the web process has pages to answer. */
const idleUploadsMax = 2;

/** One core is left to the web process itself; each thread has caches of its own, so there are two at most. */
const threadsMax = Math.max(1, Math.min(2, availableParallelism() - 1));

/**
 * The web process's way to its ingest threads, each started with the first upload that needs it. An artifact always goes to
 * the same thread, which knows its head. A thread that dies fails what it had (its transactions roll back, and nothing of it
 * was acknowledged) and the next upload starts another.
 */
export class IngestLane {
  readonly #workers: (Worker | null)[] = new Array<Worker | null>(threadsMax).fill(null);
  #lastId = 0;
  #bytesInFlight = 0;
  /** Bodies are read into buffers of this pool, and those come back to it with the thread's answers. */
  readonly buffers = new BufferPool(bodyBytesKeptMax);
  readonly #pending = new Map<number, Pending>();
  readonly #threadFile: string;
  /** Where bodies go that are too large for memory. */
  readonly spool = new SpoolDirectory("web", { bytesMax: spoolBytesMax });

  constructor(threadFile = join(process.cwd(), "dist", "ingest-thread.js")) {
    this.#threadFile = threadFile;
  }

  /** Where a body that comes now goes on its way here. */
  get bodyPlaces(): BodyPlaces {
    const hashedLater = this.#pending.size < idleUploadsMax;
    return { bytesMax: documentBytesMax, memoryBytesMax: laneBytesMax, hashedLater, buffers: this.buffers, spool: this.spool };
  }

  /** Takes one upload in. Throws the reader's WhereinError when the document is refused; then nothing was stored. */
  async submit(ctx: Context, upload: LaneUpload): Promise<LaneOutcome> {
    const full = this.#pending.size >= laneUploadsMax || this.#bytesInFlight + upload.bytes.length > laneBytesInFlightMax;
    const answer = await this.#ask(ctx, upload, full ? "store" : "ingest");
    switch (answer.kind) {
      case "ingested":
        return { kind: "recorded", uploadId: answer.result.uploadId, unchanged: answer.result.kind === "unchanged" };
      case "stored":
        return { kind: "queued", uploadId: answer.uploadId };
      default:
        throw toError(answer);
    }
  }

  /** Ends the threads after what they have in hand. */
  async close(): Promise<void> {
    const open = this.#workers.filter((worker) => worker !== null);
    this.#workers.fill(null);
    await Promise.all(
      open.map((worker) => {
        const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
        worker.postMessage("close");
        return ended;
      }),
    );
    this.spool.close();
  }

  #ask(ctx: Context, upload: LaneUpload, task: LaneRequest["task"]): Promise<LaneAnswer> {
    const worker = this.#thread(shardOf(upload.request));
    const id = ++this.#lastId;
    const bytes = toMessage(upload.bytes);
    const request: LaneRequest = {
      id,
      task,
      bytes,
      file: upload.file?.path ?? null,
      length: upload.bytes.length,
      sha256: upload.sha256,
      request: upload.request,
      uploadId: upload.uploadId,
      receivedAtMs: upload.receivedAt.getTime(),
      actor: ctx.actor,
      requestId: ctx.requestId,
    };
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { worker, resolve, reject, bytes });
      this.#bytesInFlight += bytes.byteLength;
      worker.postMessage(request, bytes instanceof SharedArrayBuffer ? [] : [bytes]);
    });
  }

  #thread(shard: number): Worker {
    const open = this.#workers[shard];
    if (open) return open;
    // The thread writes there what turns out to be large when it is decompressed.
    this.spool.prepare();
    const worker = new Worker(this.#threadFile, {
      workerData: { databaseUrl: env().DATABASE_URL, spoolDirectory: this.spool.path },
      resourceLimits: { maxYoungGenerationSizeMb },
    });
    worker.on("message", (answer: LaneAnswer) => {
      const pending = this.#settle(answer.id);
      if (pending?.bytes instanceof SharedArrayBuffer) this.buffers.give(pending.bytes);
      pending?.resolve(answer);
    });
    const fail = (error: Error) => {
      if (this.#workers[shard] === worker) this.#workers[shard] = null;
      for (const [id, pending] of [...this.#pending]) if (pending.worker === worker) this.#settle(id)?.reject(error);
    };
    worker.on("error", fail);
    worker.on("exit", () => fail(new WhereinError("unavailable", "The upload was interrupted; send it again.", { reason: "ingest_interrupted" })));
    this.#workers[shard] = worker;
    return worker;
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (pending) this.#bytesInFlight -= pending.bytes.byteLength;
    return pending;
  }
}

/** The thread of an artifact: the same for the same names, spread evenly over the others. */
function shardOf({ service, artifact }: BuildRequest): number {
  let hash = 0;
  for (const character of `${service.slug}\0${artifact.kind}\0${artifact.name}\0${artifact.ref}`) {
    hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  }
  return (hash >>> 0) % threadsMax;
}

/** The buffer that begins with the bytes, shared or transferable; a copy of them when they stand elsewhere, as small ones of Node's own pool do. */
function toMessage({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer | SharedArrayBuffer {
  if (byteOffset === 0 && buffer.byteLength >= byteLength && buffer.byteLength !== Buffer.poolSize) return buffer;
  return buffer.slice(byteOffset, byteOffset + byteLength);
}
