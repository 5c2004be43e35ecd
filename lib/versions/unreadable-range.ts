export type RangeProblemCode = "range_unreadable" | "range_too_large" | "version_unorderable";

/** Thrown and caught inside `lib/versions` only: the range cannot be read, and why. */
export class UnreadableRange extends Error {
  readonly code: RangeProblemCode;
  constructor(code: RangeProblemCode, detail: string) {
    super(detail);
    this.name = "UnreadableRange";
    this.code = code;
  }
}
