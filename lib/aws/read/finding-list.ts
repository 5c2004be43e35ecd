import type { InspectorFinding } from "../model";
import { readFinding } from "./finding";
import type { Problem, Read } from "./problem";
import { isObject, memberOf } from "./values";

/** Findings that were read, and what is wrong with the others: the first 1,000 problems, and how many there are. */
export type FindingList = { findings: InspectorFinding[]; problems: Problem[]; refused: number };

const problemsMax = 1_000;

/** The findings of a parsed document, as `readFindingList` has them. */
export function findingsOfValue(value: unknown): Read<FindingList> {
  const list = isObject(value) ? memberOf(value, "findings") : value;
  if (Array.isArray(list)) {
    const front = list === value ? "" : "/findings";
    return listOfFindings(list.map((item, i) => at(`${front}/${i}`, readFindingValue(item, readFinding))));
  }
  if (isObject(value) && list === undefined) return listOfFindings([readFindingValue(value, readFinding)]);
  return { ok: false, problem: { code: "not_findings", pointer: "", detail: "This holds no findings of Inspector." } };
}

/** A finding, or the one that an event of EventBridge carries. */
export function readFindingValue<T>(value: unknown, read: (value: unknown) => Read<T>): Read<T> {
  return isObject(memberOf(value, "detail")) && memberOf(value, "detail-type") !== undefined ? at("/detail", read(memberOf(value, "detail"))) : read(value);
}

/** Sorts what was read from what was not. Refused as a whole when it is one thing that is no finding. */
export function listOfFindings(reads: Iterable<Read<InspectorFinding>>): Read<FindingList> {
  const list: FindingList = { findings: [], problems: [], refused: 0 };
  for (const read of reads) {
    if (read.ok) list.findings.push(read.value);
    else {
      list.refused += 1;
      if (list.problems.length < problemsMax) list.problems.push(read.problem);
    }
  }
  const [only] = list.problems;
  const isNothing = list.findings.length === 0 && list.refused === 1 && only !== undefined && !/^\/(?:findings\/)?\d/.test(only.pointer);
  return isNothing ? { ok: false, problem: only } : { ok: true, value: list };
}

function at<T>(pointer: string, read: Read<T>): Read<T> {
  return read.ok ? read : { ok: false, problem: { ...read.problem, pointer: pointer + read.problem.pointer } };
}
