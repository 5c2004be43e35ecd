import type { OsvEvent } from "./read-record";

/**
 * The events of one range in words, an interval each: `from 2.0.0, before 2.17.1`. OSV lists events in any order, but writers keep
 * that of versions, which is kept here. `bound` is GHSA's own upper bound (`<= 1.2.3`), which holds where no event ends the interval.
 */
export function rangesInWords(events: readonly OsvEvent[], bound: string | null = null): string[] {
  const intervals: { from: string; to: string | null }[] = [];
  let limit: string | null = null;
  for (const { introduced, fixed, last_affected: last, limit: within } of events) {
    if (introduced !== undefined) intervals.push({ from: introduced, to: null });
    if (within !== undefined && within !== "*") limit = within;
    const open = intervals.at(-1);
    if (!open || open.to !== null) continue;
    if (fixed !== undefined) open.to = `before ${fixed}`;
    else if (last !== undefined) open.to = `up to ${last}`;
  }
  return intervals.map(({ from, to }) => inWords(from, to ?? inBoundWords(bound) ?? (limit === null ? null : `before ${limit}`)));
}

function inWords(from: string, to: string | null): string {
  const first = from === "0" ? null : `from ${from}`;
  if (first === null) return to ?? "all versions";
  return to === null ? `${first} on` : `${first}, ${to}`;
}

function inBoundWords(bound: string | null): string | null {
  const [, sign, version] = /^(<=?)\s*(\S+)$/.exec(bound?.trim() ?? "") ?? [];
  return version === undefined ? null : `${sign === "<" ? "before" : "up to"} ${version}`;
}
