/** The closed list of error codes. `lib/http` maps each to one HTTP status, once. */
export const errorCodes = [
  "invalid",
  "unauthenticated",
  "forbidden",
  "not_found",
  "method_not_allowed",
  "conflict",
  "too_large",
  "unsupported",
  "rate_limited",
  "unavailable",
  "internal",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** One fault in the input. `pointer` is an RFC 6901 JSON pointer, or `?name` for a query parameter. */
export type InputFault = { pointer: string; detail: string; code?: string };

/**
 * The one error that domain code throws on purpose. `detail` is shown to people: say what happened and what to do.
 * `reason` is a stable machine word that narrows the code (`document_truncated`, `token_expired`, ...).
 */
export class WhereinError extends Error {
  readonly code: ErrorCode;
  readonly reason: string | null;
  readonly errors: readonly InputFault[];
  constructor(code: ErrorCode, detail: string, options: { reason?: string; errors?: InputFault[]; cause?: unknown } = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "WhereinError";
    this.code = code;
    this.reason = options.reason ?? null;
    this.errors = options.errors ?? [];
  }
}
