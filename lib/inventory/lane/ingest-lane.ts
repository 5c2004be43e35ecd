import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { WhereinError } from "@/lib/errors";
import { laneBytesInFlightMax, laneBytesMax, laneUploadsMax } from "@/lib/inventory/limits";
import type { BuildRequest } from "@/lib/inventory/upload/schemas";
import type { LaneAnswer, LaneRequest } from "./messages";

export type LaneUpload = { bytes: Buffer; request: BuildRequest; uploadId: string; receivedAt: Date };

/** `recorded`: committed, now or (unchanged) before. `queued`: stored, the worker process will do it. */
export type LaneOutcome = { kind: "recorded"; uploadId: string; unchanged: boolean } | { kind: "queued"; uploadId: string };

type Pending = { resolve: (answer: LaneAnswer) => void; reject: (error: Error) => void; bytes: number };

/**
 * The web process's way to its ingest thread, started with the first upload. A thread that dies fails what it had (its
 * transactions roll back, and nothing of it was acknowledged) and the next upload starts another.
 */
export class IngestLane {
  #worker: Worker | null = null;
  #lastId = 0;
  #bytesInFlight = 0;
  readonly #pending = new Map<number, Pending>();
  readonly #threadFile: string;

  constructor(threadFile = join(process.cwd(), "dist", "ingest-thread.js")) {
    this.#threadFile = threadFile;
  }

  /** Takes one upload in. Throws the reader's WhereinError when the document is refused; then nothing was stored. */
  async submit(ctx: Context, upload: LaneUpload): Promise<LaneOutcome> {
    const full = this.#pending.size >= laneUploadsMax || this.#bytesInFlight + upload.bytes.length > laneBytesInFlightMax;
    const answer = await this.#ask(ctx, upload, full || upload.bytes.length > laneBytesMax ? "store" : "ingest");
    switch (answer.kind) {
      case "ingested":
        return { kind: "recorded", uploadId: answer.result.uploadId, unchanged: answer.result.kind === "unchanged" };
      case "stored":
        return { kind: "queued", uploadId: answer.uploadId };
      case "refused":
        throw new WhereinError(answer.failure.code, answer.failure.detail, {
          errors: answer.failure.errors,
          ...(answer.failure.reason === null ? {} : { reason: answer.failure.reason }),
        });
      case "broken":
        throw new Error(`ingest failed: ${answer.stack ?? answer.message}`);
    }
  }

  /** Ends the thread after what it has in hand. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    this.#worker = null;
    const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    worker.postMessage("close");
    await ended;
  }

  #ask(ctx: Context, upload: LaneUpload, task: LaneRequest["task"]): Promise<LaneAnswer> {
    const worker = this.#thread();
    const id = ++this.#lastId;
    const bytes = toTransferable(upload.bytes);
    const request: LaneRequest = {
      id,
      task,
      bytes,
      request: upload.request,
      uploadId: upload.uploadId,
      receivedAtMs: upload.receivedAt.getTime(),
      actor: ctx.actor,
      requestId: ctx.requestId,
    };
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, bytes: bytes.byteLength });
      this.#bytesInFlight += bytes.byteLength;
      worker.postMessage(request, [bytes]);
    });
  }

  #thread(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#threadFile, { workerData: { databaseUrl: env().DATABASE_URL } });
    worker.on("message", (answer: LaneAnswer) => this.#settle(answer.id)?.resolve(answer));
    const fail = (error: Error) => {
      if (this.#worker === worker) this.#worker = null;
      for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(error);
    };
    worker.on("error", fail);
    worker.on("exit", () => fail(new WhereinError("unavailable", "The upload was interrupted; send it again.", { reason: "ingest_interrupted" })));
    this.#worker = worker;
    return worker;
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (pending) this.#bytesInFlight -= pending.bytes;
    return pending;
  }
}

/** The bytes as a buffer of their own: what comes out of a shared pool cannot be transferred. */
function toTransferable(bytes: Buffer): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  if (buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength) return buffer;
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}
