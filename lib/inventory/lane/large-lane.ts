import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { env } from "@/lib/env";
import { WhereinError } from "@/lib/errors";
import type { IngestResult } from "@/lib/inventory/ingest/ingest-document";
import type { OnProgress } from "@/lib/inventory/ingest/ingest-large";
import type { OwedUpload } from "@/lib/inventory/ingest/queries/upload";
import { documentBytesMax, largeHeapMegabytesMax } from "@/lib/inventory/limits";
import { SpoolDirectory } from "@/lib/inventory/spool/spool-directory";
import { toError } from "./failed-result";
import type { LargeTask } from "./large-thread";
import type { LargeMessage } from "./messages";

/** The young generation would otherwise grow with the limit, to no use: what is parsed of a slice is gone before the next. */
const resourceLimits = { maxOldGenerationSizeMb: largeHeapMegabytesMax, maxYoungGenerationSizeMb: 16 };

/**
 * The worker process's way to take in large documents: one at a time, each in a thread of its own, so that nothing else waits
 * for it and what it took of the memory is given back.
 */
export class LargeLane {
  readonly #threadFile: string;
  readonly #spool = new SpoolDirectory("worker", { bytesMax: documentBytesMax });
  #last: Promise<unknown> = Promise.resolve();
  #running = 0;

  constructor(threadFile = join(process.cwd(), "dist", "large-thread.js")) {
    this.#threadFile = threadFile;
  }

  /** Whether a document is being taken in. */
  get isBusy(): boolean {
    return this.#running > 0;
  }

  /** Turns a stored upload into its build, after those that came before. Throws the reader's WhereinError when it is refused. */
  async ingest(upload: OwedUpload, onProgress: OnProgress): Promise<IngestResult> {
    this.#running += 1;
    const turn = this.#last.then(() => this.#run(upload, onProgress));
    this.#last = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      this.#running -= 1;
    }
  }

  /** Takes the temporary files away; for the end of the process. */
  close(): void {
    this.#spool.close();
  }

  async #run(upload: OwedUpload, onProgress: OnProgress): Promise<IngestResult> {
    const file = this.#spool.reserve(documentBytesMax);
    try {
      return await this.#inThread({ databaseUrl: env().DATABASE_URL, spoolPath: file.path, upload }, onProgress);
    } finally {
      await file.remove();
    }
  }

  #inThread(task: LargeTask, onProgress: OnProgress): Promise<IngestResult> {
    return new Promise((resolve, reject) => {
      const thread = new Worker(this.#threadFile, { workerData: task, resourceLimits });
      let outcome: (() => void) | null = null;
      thread.on("message", (message: LargeMessage) => {
        if (message.kind === "progress") onProgress(message.share);
        else outcome = () => (message.kind === "ingested" ? resolve(message.result) : reject(toError(message)));
      });
      thread.on("error", (error: NodeJS.ErrnoException) => reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuch() : error));
      // Only now is its memory free and are its connections closed.
      thread.on("exit", (code) => (outcome === null ? reject(new Error(`the thread for a large document ended with ${code}`)) : outcome()));
    });
  }
}

function tooMuch(): WhereinError {
  return new WhereinError("too_large", "The document holds more components than can be taken in at once; send it in parts.", {
    reason: "document_too_complex",
  });
}
