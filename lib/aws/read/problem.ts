/** Why something that AWS sent is refused. A closed list: it is stored and shown. */
export type ProblemCode =
  | "not_json"
  | "not_text"
  | "truncated"
  | "too_large"
  | "too_deep"
  | "csv_report"
  | "compression_broken"
  | "not_findings"
  | "not_coverage"
  | "not_an_event"
  | "not_an_object"
  | "missing"
  | "wrong_type"
  | "arn_unusable"
  | "account_unusable"
  | "time_unreadable"
  | "value_unknown";

/** What is wrong and where: an RFC 6901 pointer into what was read, "" for all of it. `detail` is a sentence for people. */
export type Problem = { code: ProblemCode; pointer: string; detail: string };

/** What was read, or why it could not be. */
export type Read<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** A problem on its way to the door of the reader, where `reading` catches it. */
export class AwsRefusal extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, pointer: string, detail: string) {
    super(detail);
    this.problem = { code, pointer, detail };
  }
}

/** The outcome of `read` as a value. Whatever else it throws is a fault of ours and passes. */
export function reading<T>(read: () => T): Read<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof AwsRefusal) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** The value, or the same refusal with its place within something larger. */
export function valueWithin<T>(pointer: string, read: Read<T>): T {
  if (read.ok) return read.value;
  throw new AwsRefusal(read.problem.code, pointer + read.problem.pointer, read.problem.detail);
}
