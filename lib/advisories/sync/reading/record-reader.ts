import { Worker } from "node:worker_threads";
import { type OsvReading, readOsvRecord } from "@/lib/advisories/osv";
import { fromSent, type ReadingAnswer, type ReadingRequest } from "./messages";

/** Fewer are read where they are: a thread costs more. */
const recordsForThread = 200;
/** The young generation would otherwise grow to no use. */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 };

type Waiting = { resolve: (readings: OsvReading[]) => void; reject: (error: Error) => void };

/** Reads records of advisories: many at once in a thread, which is started for them and ended by `rest`, so that reading and writing each have a core. */
export class RecordReader {
  readonly #threadFile: string | null;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #lastId = 0;

  /** `threadFile` null: without a thread. */
  constructor(threadFile: string | null) {
    this.#threadFile = threadFile;
  }

  /** A reading for each record, in their order. Rejects only when the thread dies. */
  async read(records: readonly Buffer[]): Promise<OsvReading[]> {
    if (this.#threadFile === null || records.length < recordsForThread) return records.map(readOsvRecord);
    this.#worker ??= this.#start(this.#threadFile);
    const worker = this.#worker;
    const id = ++this.#lastId;
    let at = 0;
    const ends = records.map(({ length }) => (at += length));
    const bytes = new Uint8Array(at);
    for (const [i, record] of records.entries()) bytes.set(record, ends[i - 1] ?? 0);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, bytes, ends } satisfies ReadingRequest, [bytes.buffer]);
    });
  }

  /** Ends the thread, and gives its memory back; the next records start another. */
  async rest(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #start(threadFile: string): Worker {
    const worker = new Worker(threadFile, { resourceLimits });
    worker.on("message", ({ id, readings }: ReadingAnswer) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      waiting?.resolve(readings.map(fromSent));
    });
    worker.on("error", (error) => this.#fail(worker, error));
    worker.on("exit", (code) => this.#fail(worker, new Error(`the thread that reads advisories ended with ${code}`)));
    return worker;
  }

  #fail(worker: Worker, error: Error): void {
    if (this.#worker === worker) this.#worker = null;
    for (const [id, { reject }] of [...this.#waiting]) {
      this.#waiting.delete(id);
      reject(error);
    }
  }
}
