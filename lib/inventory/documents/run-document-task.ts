import { join } from "node:path";
import type { StoredParts } from "./messages";
import { type Refusals, resultOf } from "./queue-result";
import type { DocumentTask } from "./serve-tasks";
import type { documentTasks } from "./tasks";
import { type QueueLimits, ThreadQueue } from "./thread-queue";

// Next and the server bundle each carry a copy of this module: one thread per process lives on globalThis.
const holder = globalThis as typeof globalThis & { whereinDocumentQueue?: ThreadQueue };

type Tasks = typeof documentTasks;
export type DocumentTaskName = keyof Tasks;
type OptionsOf<Name extends DocumentTaskName> = Tasks[Name] extends DocumentTask<infer Options, unknown> ? Options : never;
type ResultOf<Name extends DocumentTaskName> = Awaited<ReturnType<Tasks[Name]>>;

/**
 * Runs a task of `tasks.ts` on documents as they are stored, in the process's document thread. `timeoutMs` counts from when
 * the task begins. Throws what the task throws, and WhereinErrors of its own: `unavailable` (`document_thread_busy`),
 * `too_large` (`document_task_timeout`, `document_task_memory`).
 */
export async function runDocumentTask<Name extends DocumentTaskName>(
  name: Name,
  { documents, options }: { documents: StoredParts[]; options: OptionsOf<Name> },
  { timeoutMs }: { timeoutMs: number },
): Promise<ResultOf<Name>> {
  const answer = await documentQueue().run({ task: name, documents, options, timeoutMs });
  return resultOf(answer, refusalsAfter(timeoutMs)) as ResultOf<Name>;
}

/** Uses this thread file (tests bundle the thread themselves) and these limits from now on. */
export function startDocumentQueue(threadFile = join(process.cwd(), "dist", "document-thread.js"), limits: Partial<QueueLimits> = {}): ThreadQueue {
  holder.whereinDocumentQueue = new ThreadQueue(threadFile, limits);
  return holder.whereinDocumentQueue;
}

function documentQueue(): ThreadQueue {
  return holder.whereinDocumentQueue ?? startDocumentQueue();
}

const refusalsAfter = (timeoutMs: number): Refusals => ({
  full: { reason: "document_thread_busy", detail: "Too many documents are being worked on. Ask again in a few seconds." },
  timedOut: {
    reason: "document_task_timeout",
    detail: `The document could not be worked through within ${Math.ceil(timeoutMs / 1_000)} s. It is stored whole; its raw form can be had.`,
  },
  outOfMemory: {
    reason: "document_task_memory",
    detail: "The document needs more memory than is given to one. It is stored whole; its raw form can be had.",
  },
});
