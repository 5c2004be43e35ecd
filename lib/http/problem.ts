import { ZodError, z } from "zod";
import { type ErrorCode, errorCodes, type InputFault, WhereinError } from "@/lib/errors";
import { logger } from "@/lib/observability/logger";
import { isDatabaseAway, isUnstorableText } from "./database-errors";
import { RateLimitedError } from "./rate-limit";

/** One row per error code: the HTTP status (the only place that maps it) and the title of the problem. */
export const problemKinds: Record<ErrorCode, { status: number; title: string; meaning: string }> = {
  invalid: {
    status: 400,
    title: "The request is not valid",
    meaning: "Something in the request cannot be used. `errors` names each fault; correct it and send again.",
  },
  unauthenticated: {
    status: 401,
    title: "Sign in or send a token",
    meaning: "There is no valid API token or session. Send `Authorization: Bearer whr_...`, or sign in.",
  },
  forbidden: { status: 403, title: "Not allowed", meaning: "The caller is known, but lacks the scope or role for this." },
  not_found: { status: 404, title: "Not found", meaning: "There is nothing with this name or id." },
  method_not_allowed: { status: 405, title: "Method not allowed", meaning: "The address exists, but not for this method. `Allow` names those it has." },
  conflict: { status: 409, title: "Conflict", meaning: "The request contradicts what is stored already." },
  too_large: { status: 413, title: "Too large", meaning: "The body is larger than the limit that `detail` names." },
  unsupported: { status: 415, title: "Format not supported", meaning: "The body has a format or encoding that is not supported." },
  rate_limited: { status: 429, title: "Too many requests", meaning: "Wait for the seconds in `Retry-After` and send again." },
  internal: { status: 500, title: "Something went wrong", meaning: "A fault of the server. Give the request id to whoever runs it; the log has the rest." },
  unavailable: { status: 503, title: "Not available now", meaning: "The database or a needed part is away. Send again later." },
};

/** The HTTP status of an error code. */
export function statusOf(code: ErrorCode): number {
  return problemKinds[code].status;
}

/** RFC 9457 problem details, as every error of the API answers. */
export const problemSchema = z
  .object({
    type: z.string().describe("Where this kind of problem is explained."),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe("What happened and what to do, for people."),
    code: z.enum(errorCodes).describe("Stable; branch on this."),
    reason: z.string().optional().describe("Stable; narrows the code, e.g. `token_expired`."),
    requestId: z.string(),
    errors: z
      .array(
        z.object({
          pointer: z.string().describe("RFC 6901 pointer into the body, or `?name` for a query parameter."),
          detail: z.string(),
          code: z.string().optional(),
        }),
      )
      .optional(),
  })
  .meta({
    id: "Problem",
    example: {
      type: "/docs/problems#invalid",
      title: "The request is not valid",
      status: 400,
      detail: "limit: Too big: expected number to be <=500",
      code: "invalid",
      requestId: "019a9f0e-6d3c-7b2a-8f51-2b8e0c9d4a10",
      errors: [{ pointer: "?limit", detail: "Too big: expected number to be <=500", code: "too_big" }],
    },
  });
export type Problem = z.infer<typeof problemSchema>;

export const problemContentType = "application/problem+json; charset=utf-8";

/** A problem ready to be answered: `headers` has content type, caching and what the status asks for. */
export type ProblemAnswer = { status: number; headers: Record<string, string>; problem: Problem; body: string };

/**
 * The one translation of anything thrown into an answer. Unknown errors are logged with their stack and answered
 * without detail, so that nothing internal reaches a caller.
 */
export function problemOf(error: unknown, requestId: string): ProblemAnswer {
  const known = toWhereinError(error);
  if (known === null || known.code === "internal" || known.code === "unavailable") logger().error({ err: error, requestId }, "request failed");
  const { code, message: detail, reason, errors } = known ?? unknownError;
  const status = statusOf(code);
  const problem: Problem = { type: `/docs/problems#${code}`, title: problemKinds[code].title, status, detail, code, requestId };
  if (reason !== null) problem.reason = reason;
  if (errors.length > 0) problem.errors = errors.map((fault) => ({ ...fault }));
  return { status, headers: headersOf(code, error), problem, body: JSON.stringify(problem) };
}

const unknownError = new WhereinError("internal", "The server failed. Give the request id to whoever runs it.");

function headersOf(code: ErrorCode, error: unknown): Record<string, string> {
  const headers: Record<string, string> = { "content-type": problemContentType, "cache-control": "no-store" };
  if (code === "unauthenticated") headers["www-authenticate"] = 'Bearer realm="wherein"';
  if (code === "rate_limited") headers["retry-after"] = String(error instanceof RateLimitedError ? error.retryAfterSeconds : 1);
  if (code === "unavailable") headers["retry-after"] = "5";
  return headers;
}

function toWhereinError(error: unknown): WhereinError | null {
  if (error instanceof WhereinError) return error;
  if (error instanceof ZodError) return invalid(faultsOf(error));
  if (isDatabaseAway(error))
    return new WhereinError("unavailable", "The database cannot be reached. Send again in a few seconds.", { reason: "database_away" });
  if (isUnstorableText(error))
    return new WhereinError("invalid", "The text has a character that cannot be stored (NUL or a lone surrogate).", { reason: "text_unstorable" });
  return null;
}

/** `invalid` with one fault or more; the detail repeats the first ones for people. */
export function invalid(faults: InputFault[], reason?: string): WhereinError {
  const detail = faults
    .slice(0, 3)
    .map((fault) => `${fault.pointer.replace(/^[/?]/, "") || "body"}: ${fault.detail}`)
    .join("; ");
  return new WhereinError("invalid", detail || "The input is not valid.", { errors: faults.slice(0, 100), reason });
}

/** The faults of a zod error, with RFC 6901 pointers, or `?name` when `where` is the query. */
export function faultsOf(error: ZodError, where: "body" | "query" = "body"): InputFault[] {
  return error.issues.map((issue) => ({
    pointer:
      where === "query" ? `?${String(issue.path[0] ?? "")}` : issue.path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
    detail: choiceOf(issue) ?? issue.message,
    code: issue.code,
  }));
}

/** For a value that is none of a list, which there are; also where it may be given once or several times. Else null. */
function choiceOf(issue: z.core.$ZodIssue): string | null {
  if (issue.code === "invalid_value") return `Must be ${issue.values.length === 1 ? "" : "one of "}${issue.values.map(String).join(", ")}`;
  if (issue.code !== "invalid_union") return null;
  const choices = issue.errors.flat().map(choiceOf);
  return choices.find((choice) => choice !== null) ?? null;
}
