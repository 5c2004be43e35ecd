import { type FindingList, findingsOfValue } from "./finding-list";
import type { Read } from "./problem";
import { readFindingsReport } from "./report";

/**
 * The findings of a body of `ListFindings` or a findings report (`{"findings": [...]}`), a list, one finding, JSON lines, or events that carry
 * one; parsed or not. A finding that cannot be read is a problem with its place; only what holds no finding at all is refused as a whole.
 */
export function readFindingList(value: unknown): Read<FindingList> {
  if (typeof value === "string") return readFindingsReport(Buffer.from(value));
  return value instanceof Uint8Array ? readFindingsReport(value) : findingsOfValue(value);
}
