import { join } from "node:path";
import { type Refusals, resultOf } from "@/lib/inventory/documents/queue-result";
import { type QueueLimits, ThreadQueue } from "@/lib/inventory/documents/thread-queue";
import { TooMuchHere } from "./read-here";
import type { VexTaskName, VexTaskOptions } from "./vex-tasks";

/** The most of a document that is read and planned on the event loop: some milliseconds of work. */
const hereBytesMax = 128 * 1024;

/** `timeoutMs` is from the beginning of a task, with what it waits for in the database: other imports before all. */
type VexLimits = QueueLimits & { timeoutMs: number };

/** Each that waits holds its document, 32 MiB at most. */
const defaults: VexLimits = { waitingMax: 4, heapMegabytesMax: 1_536, idleMs: 30_000, timeoutMs: 600_000 };

type VexQueue = { queue: ThreadQueue; timeoutMs: number };

// Next and the server bundle each carry a copy of this module: one thread per process lives on globalThis.
const holder = globalThis as typeof globalThis & { whereinVexQueue?: VexQueue };

/** Uses this thread file (tests bundle the thread themselves) and these limits from now on; returns what ends the thread. */
export function startVexQueue(threadFile: string, limits: Partial<VexLimits> = {}): () => Promise<void> {
  const { queue } = open(threadFile, limits);
  return () => queue.close();
}

function open(threadFile = join(process.cwd(), "dist", "vex-thread.js"), limits: Partial<VexLimits> = {}): VexQueue {
  const { timeoutMs, ...rest } = { ...defaults, ...limits };
  holder.whereinVexQueue = { queue: new ThreadQueue(threadFile, rest), timeoutMs };
  return holder.whereinVexQueue;
}

type Asked<Name extends VexTaskName> = { task: Name; body: Buffer | null; options: VexTaskOptions<Name> };

/** What `here` answers where no document that it reads is large; else what the same task of the thread does. The transaction of what was begun here is rolled back. */
export async function hereOrInThread<Result, Name extends VexTaskName>(here: (bytesMax: number) => Promise<Result>, asked: Asked<Name>): Promise<Result> {
  try {
    return await here(hereBytesMax);
  } catch (error) {
    if (!(error instanceof TooMuchHere)) throw error;
    return (await inThread(asked)) as Result;
  }
}

async function inThread<Name extends VexTaskName>({ task, body, options }: Asked<Name>): Promise<unknown> {
  const { queue, timeoutMs } = holder.whereinVexQueue ?? open();
  const documents = body === null ? [] : [{ head: Buffer.alloc(0), encoding: "identity", bytes: body }];
  return resultOf(await queue.run({ task, documents, options, timeoutMs }), refusalsAfter(timeoutMs));
}

const refusalsAfter = (timeoutMs: number): Refusals => ({
  full: { reason: "vex_thread_busy", detail: "Other large VEX documents are being worked on. Send it again in a minute." },
  timedOut: {
    reason: "vex_timeout",
    detail: `The document could not be worked through within ${Math.ceil(timeoutMs / 1_000)} s, and nothing that it says was taken in. Send it in parts.`,
  },
  outOfMemory: {
    reason: "vex_memory",
    detail: "The document needs more memory than is given to one, and nothing that it says was taken in. Send it in parts.",
  },
});
