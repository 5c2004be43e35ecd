import type { Interval } from "./intervals";
import { compareKeys } from "./version-keys";

type Stretch = Pick<Interval, "lo" | "hi" | "hiInclusive">;

/** Where the end of one stands to the end of another. */
function compareEnds(a: Stretch, b: Stretch): number {
  if (a.hi === null || b.hi === null) return Number(a.hi === null) - Number(b.hi === null);
  return compareKeys(a.hi, b.hi) || Number(a.hiInclusive) - Number(b.hiInclusive);
}

/** True when the key is not behind the end of the stretch. */
function isBeforeEnd({ hi, hiInclusive }: Stretch, key: Buffer): boolean {
  if (hi === null) return true;
  const order = compareKeys(key, hi);
  return order < 0 || (order === 0 && hiInclusive);
}

/**
 * What intervals, given in the order of their beginnings, cover together: stretches that do not overlap, to be asked for many versions. A record may have
 * thousands of both, and each version against each interval would be minutes.
 */
export function coverageOf(intervals: readonly Interval[]): (key: Buffer) => boolean {
  const stretches: Stretch[] = [];
  for (const { lo, hi, hiInclusive } of intervals) {
    const last = stretches.at(-1);
    if (last === undefined || !isBeforeEnd(last, lo)) stretches.push({ lo, hi, hiInclusive });
    else if (compareEnds({ lo, hi, hiInclusive }, last) > 0) stretches[stretches.length - 1] = { lo: last.lo, hi, hiInclusive };
  }
  return (key) => {
    let from = 0;
    let to = stretches.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (compareKeys((stretches[middle] as Stretch).lo, key) <= 0) from = middle + 1;
      else to = middle;
    }
    const stretch = stretches[from - 1];
    return stretch !== undefined && isBeforeEnd(stretch, key);
  };
}
