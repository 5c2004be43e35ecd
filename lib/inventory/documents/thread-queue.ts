import { Worker } from "node:worker_threads";
import type { StoredParts, TaskAnswer, TaskRequest } from "./messages";

export type QueuedTask = { task: string; documents: StoredParts[]; options: unknown; timeoutMs: number };

/** How a task ended, besides by its own answer. `full`: it was never begun. */
export type QueueAnswer = TaskAnswer | { kind: "full" } | { kind: "timedOut" } | { kind: "outOfMemory" } | { kind: "crashed"; message: string };

export type QueueLimits = {
  /** Tasks that wait; each holds its documents as they are stored. */
  waitingMax: number;
  heapMegabytesMax: number;
  /** How long a thread without work is kept. */
  idleMs: number;
};

const defaults: QueueLimits = { waitingMax: 16, heapMegabytesMax: 1_024, idleMs: 30_000 };

type Entry = QueuedTask & { resolve: (answer: QueueAnswer) => void };

/**
 * One thread, started with the first task and ended when it is idle, works on one task at a time. A task that is over its
 * time or memory loses its thread, and the next one gets another. Nothing here throws: every end is an answer, as plain
 * data, because Next.js and the server share this object but not their classes.
 */
export class ThreadQueue {
  readonly #threadFile: string;
  readonly #limits: QueueLimits;
  readonly #waiting: Entry[] = [];
  #running: Entry | null = null;
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | null = null;
  #lastId = 0;

  constructor(threadFile: string, limits: Partial<QueueLimits> = {}) {
    this.#threadFile = threadFile;
    this.#limits = { ...defaults, ...limits };
  }

  run(task: QueuedTask): Promise<QueueAnswer> {
    if (this.#waiting.length >= this.#limits.waitingMax) return Promise.resolve({ kind: "full" });
    return new Promise((resolve) => {
      this.#waiting.push({ ...task, resolve });
      this.#next();
    });
  }

  /** Ends the thread now; what it had in hand and what waits is answered as crashed. */
  async close(): Promise<void> {
    for (const entry of this.#waiting.splice(0)) entry.resolve({ kind: "crashed", message: "the document thread was closed" });
    await this.#discard();
  }

  #next(): void {
    if (this.#running) return;
    const entry = this.#waiting.shift();
    if (entry) this.#begin(entry);
    else this.#rest();
  }

  #begin(entry: Entry): void {
    this.#running = entry;
    if (this.#idle) clearTimeout(this.#idle);
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const id = ++this.#lastId;
    const timeout = setTimeout(() => end({ kind: "timedOut" }, true), entry.timeoutMs);
    const onMessage = ({ id: answered, ...answer }: { id: number } & TaskAnswer) => {
      if (answered === id) end(answer, false);
    };
    const onError = (error: Error & { code?: string }) =>
      end(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? { kind: "outOfMemory" } : { kind: "crashed", message: error.stack ?? String(error) }, true);
    const onExit = (code: number) => end({ kind: "crashed", message: `the document thread ended with ${code}` }, true);
    const end = (answer: QueueAnswer, isThreadLost: boolean) => {
      clearTimeout(timeout);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit);
      if (isThreadLost) void this.#discard();
      this.#running = null;
      entry.resolve(answer);
      this.#next();
    };
    worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    worker.ref();
    const { task, documents, options } = entry;
    const request: TaskRequest = { id, task, documents: documents.map(toOwnBytes), options };
    worker.postMessage(
      request,
      request.documents.flatMap(({ head, bytes }) => [head.buffer as ArrayBuffer, bytes.buffer as ArrayBuffer]),
    );
  }

  #start(): Worker {
    const worker = new Worker(this.#threadFile, { resourceLimits: { maxOldGenerationSizeMb: this.#limits.heapMegabytesMax } });
    // An idle thread that dies is replaced when it is needed.
    worker.on("error", () => this.#forget(worker));
    worker.on("exit", () => this.#forget(worker));
    return worker;
  }

  /** An idle thread never keeps a process alive. */
  #rest(): void {
    this.#worker?.unref();
    this.#idle = setTimeout(() => void this.#discard(), this.#limits.idleMs);
    this.#idle.unref();
  }

  #forget(worker: Worker): void {
    if (this.#worker === worker) this.#worker = null;
  }

  async #discard(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}

/** The bytes in buffers of their own: what comes from the database is a view of a larger chunk, and would be sent whole. */
function toOwnBytes({ head, encoding, bytes }: StoredParts): StoredParts {
  return { head: new Uint8Array(head), encoding, bytes: new Uint8Array(bytes) };
}
