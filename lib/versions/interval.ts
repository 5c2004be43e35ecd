/** A stretch of version keys. A null bound is open to that side. */
export type KeyInterval = { lo: Buffer | null; loInclusive: boolean; hi: Buffer | null; hiInclusive: boolean };

/** Most intervals that one range may have. */
export const intervalsMax = 200;

export const everything: KeyInterval = { lo: null, loInclusive: true, hi: null, hiInclusive: true };

/** All keys from `lo` up to but without `hi`; null is open. */
export function between(lo: Buffer | null, hi: Buffer | null): KeyInterval {
  return { lo, loInclusive: true, hi, hiInclusive: false };
}

/** Exactly this key. */
export function point(key: Buffer): KeyInterval {
  return { lo: key, loInclusive: true, hi: key, hiInclusive: true };
}

/** A bound above every key that starts with this prefix: no key part begins with 255. */
export function afterPrefix(prefix: Buffer): Buffer {
  return Buffer.concat([prefix, Buffer.from([255])]);
}

function compareLo(a: KeyInterval, b: KeyInterval): number {
  if (a.lo === null || b.lo === null) return (a.lo === null ? 0 : 1) - (b.lo === null ? 0 : 1);
  return Buffer.compare(a.lo, b.lo) || Number(b.loInclusive) - Number(a.loInclusive);
}

function compareHi(a: KeyInterval, b: KeyInterval): number {
  if (a.hi === null || b.hi === null) return (a.hi === null ? 1 : 0) - (b.hi === null ? 1 : 0);
  return Buffer.compare(a.hi, b.hi) || Number(a.hiInclusive) - Number(b.hiInclusive);
}

function isEmpty(interval: KeyInterval): boolean {
  if (interval.lo === null || interval.hi === null) return false;
  const order = Buffer.compare(interval.lo, interval.hi);
  return order > 0 || (order === 0 && !(interval.loInclusive && interval.hiInclusive));
}

function isTouching(left: KeyInterval, right: KeyInterval): boolean {
  if (left.hi === null || right.lo === null) return true;
  const order = Buffer.compare(left.hi, right.lo);
  return order > 0 || (order === 0 && (left.hiInclusive || right.loInclusive));
}

/** The same keys in ascending intervals that neither overlap nor touch; empty ones are left out. */
export function unionOf(intervals: readonly KeyInterval[]): KeyInterval[] {
  const merged: KeyInterval[] = [];
  for (const next of intervals.filter((interval) => !isEmpty(interval)).sort(compareLo)) {
    const last = merged.at(-1);
    if (last === undefined || !isTouching(last, next)) merged.push({ ...next });
    else if (compareHi(next, last) > 0) {
      last.hi = next.hi;
      last.hiInclusive = next.hiInclusive;
    }
  }
  return merged;
}

/** The keys that are in both lists. */
export function intersectionOf(left: readonly KeyInterval[], right: readonly KeyInterval[]): KeyInterval[] {
  const common: KeyInterval[] = [];
  for (const a of left) {
    for (const b of right) {
      const lower = compareLo(a, b) >= 0 ? a : b;
      const upper = compareHi(a, b) <= 0 ? a : b;
      common.push({ lo: lower.lo, loInclusive: lower.loInclusive, hi: upper.hi, hiInclusive: upper.hiInclusive });
    }
  }
  return unionOf(common);
}

/** All keys that are in none of the intervals. */
export function complementOf(intervals: readonly KeyInterval[]): KeyInterval[] {
  let gap: KeyInterval | null = everything;
  const gaps: KeyInterval[] = [];
  for (const { lo, loInclusive, hi, hiInclusive } of unionOf(intervals)) {
    if (gap !== null && lo !== null) gaps.push({ ...gap, hi: lo, hiInclusive: !loInclusive });
    gap = hi === null ? null : { lo: hi, loInclusive: !hiInclusive, hi: null, hiInclusive: true };
  }
  return gap === null ? gaps : [...gaps, gap];
}

/** True when the key is in one of the intervals. */
export function inIntervals(intervals: readonly KeyInterval[], key: Buffer): boolean {
  return intervals.some(({ lo, loInclusive, hi, hiInclusive }) => {
    const fromLo = lo === null ? 1 : Buffer.compare(key, lo);
    const toHi = hi === null ? 1 : Buffer.compare(hi, key);
    return (fromLo > 0 || (fromLo === 0 && loInclusive)) && (toHi > 0 || (toHi === 0 && hiInclusive));
  });
}
