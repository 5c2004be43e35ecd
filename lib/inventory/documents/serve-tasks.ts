import type { MessagePort } from "node:worker_threads";
import { WhereinError } from "@/lib/errors";
import { joinDocument } from "@/lib/inventory/ingest/document-parts";
import type { TaskAnswer, TaskRequest } from "./messages";

/** A task works on whole documents, byte for byte as they were received, and on nothing else. */
export type DocumentTask<Options, Result> = (input: { documents: Buffer[]; options: Options }) => Promise<Result> | Result;
export type DocumentTasks = Record<string, DocumentTask<never, unknown>>;

/** Answers each request on `port` with what its task returns. A document is decoded here, and only for its task. */
export function serveTasks(port: MessagePort, tasks: DocumentTasks): void {
  const byName = new Map(Object.entries(tasks));
  port.on("message", (request: TaskRequest) => {
    void answer(byName, request).then((given) => port.postMessage({ id: request.id, ...given }));
  });
}

async function answer(tasks: Map<string, DocumentTask<never, unknown>>, { task, documents: parts, options }: TaskRequest): Promise<TaskAnswer> {
  try {
    const run = tasks.get(task);
    if (!run) throw new Error(`there is no document task "${task}"`);
    const documents: Buffer[] = [];
    for (const { head, encoding, bytes } of parts) documents.push(await joinDocument({ head: asBuffer(head), encoding, bytes: asBuffer(bytes) }));
    // The caller's types tie the options to the task's name.
    return { kind: "done", result: await run({ documents, options: options as never }) };
  } catch (error) {
    if (error instanceof WhereinError) {
      return { kind: "refused", failure: { code: error.code, reason: error.reason, detail: error.message, errors: [...error.errors] } };
    }
    return { kind: "broken", message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
