import { WhereinError } from "@/lib/errors";
import { isDatabaseAway } from "@/lib/http/database-errors";
import type { FailedResult } from "./messages";

/** What a thread says of an error: refused for a reason that the caller is told, or broken. */
export function toFailedResult(error: unknown): FailedResult {
  if (error instanceof WhereinError && error.code !== "internal") {
    return { kind: "refused", failure: { code: error.code, reason: error.reason, detail: error.message, errors: [...error.errors] } };
  }
  if (isDatabaseAway(error)) {
    const detail = "The database cannot be reached. Nothing was stored; send the document again in a few seconds.";
    return { kind: "refused", failure: { code: "unavailable", reason: "database_away", detail, errors: [] } };
  }
  return { kind: "broken", message: String(error), stack: error instanceof Error ? (error.stack ?? null) : null };
}

/** The error again, on the other side. */
export function toError(answer: FailedResult): Error {
  if (answer.kind === "broken") return new Error(`ingest failed: ${answer.stack ?? answer.message}`);
  const { code, reason, detail, errors } = answer.failure;
  return new WhereinError(code, detail, { errors, ...(reason === null ? {} : { reason }) });
}
