import { WhereinError } from "@/lib/errors";

/** Why a source could not be taken in. Stored with the feed and shown; the list is closed. */
export type SourceProblem =
  | "source_unreachable"
  | "source_refused"
  | "source_missing"
  | "source_unreadable"
  | "source_too_large"
  | "source_damaged"
  | "source_empty"
  | "source_shrunk"
  | "source_incomplete";

/** A failure of a source, in words for people. What was stored stays as it is; the feed is tried again later. */
export function sourceProblem(reason: SourceProblem, detail: string, cause?: unknown): WhereinError {
  return new WhereinError("unavailable", detail, { reason, ...(cause === undefined ? {} : { cause }) });
}

/** The shortest true description of what the system or the network said. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error) return `${error.message}: ${("code" in cause && typeof cause.code === "string" && cause.code) || cause.message}`;
  return error.message;
}
