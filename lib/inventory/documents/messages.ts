import type { ErrorCode, InputFault } from "@/lib/errors";

/** A document in the parts in which the database stores it. */
export type StoredParts = { head: Uint8Array; encoding: string; bytes: Uint8Array };

/** What the web or worker process asks of its document thread. */
export type TaskRequest = { id: number; task: string; documents: StoredParts[]; options: unknown };

/** Why a task was refused: a WhereinError as plain data, for each bundle has a class of its own. */
export type TaskFailure = { code: ErrorCode; reason: string | null; detail: string; errors: InputFault[] };

export type TaskAnswer = { kind: "done"; result: unknown } | { kind: "refused"; failure: TaskFailure } | { kind: "broken"; message: string };
