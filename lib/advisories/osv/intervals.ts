import type { VersionScheme } from "@/lib/versions";
import type { OsvEvent } from "./record";
import { compareKeys, keyOf } from "./version-keys";

/** Keys from `lo` (included) to `hi` (null: without end), and the version that ends it when that is a fix. */
export type Interval = { lo: Buffer; hi: Buffer | null; hiInclusive: boolean; fixed: string | null };

/** Where every version begins: OSV's `introduced: "0"`. */
export const firstKey: Buffer = Buffer.alloc(0);

type Kind = "introduced" | "fixed" | "last";
type Point = { kind: Kind; key: Buffer; version: string; at: number };

/**
 * The versions that a range's events mean, by the evaluation algorithm of the OSV specification: events in version order open and close
 * the interval, limits cut whatever is not below the highest of them. A text is the bound that could not be ordered.
 */
export function intervalsOf(scheme: VersionScheme, events: readonly OsvEvent[]): Interval[] | string {
  const first = events[0]?.introduced;
  const second = events[1]?.fixed;
  if (first !== undefined && (events.length === 1 || (events.length === 2 && second !== undefined))) return simpleInterval(scheme, first, second);
  const points: Point[] = [];
  const limits: string[] = [];
  for (const [at, event] of events.entries()) {
    const { introduced, fixed, last_affected: last, limit } = event;
    const version = introduced ?? fixed ?? last;
    if (version === undefined) {
      if (limit !== undefined) limits.push(limit);
      continue;
    }
    const key = boundKey(scheme, version, introduced !== undefined);
    if (key === null) return version;
    points.push({ kind: introduced !== undefined ? "introduced" : fixed !== undefined ? "fixed" : "last", key, version, at });
  }
  const intervals = sweep(points);
  return limits.length === 0 ? intervals : below(scheme, intervals, limits);
}

/** One introduced and at most one fixed, as in nearly all ranges. */
function simpleInterval(scheme: VersionScheme, introduced: string, fixed: string | undefined): Interval[] | string {
  const lo = boundKey(scheme, introduced, true);
  if (lo === null) return introduced;
  if (fixed === undefined) return [{ lo, hi: null, hiInclusive: false, fixed: null }];
  const hi = keyOf(scheme, fixed);
  if (hi === null) return fixed;
  const order = compareKeys(lo, hi);
  if (order < 0) return [{ lo, hi, hiInclusive: false, fixed }];
  // A fix below the beginning closes nothing.
  return order === 0 ? [] : [{ lo, hi: null, hiInclusive: false, fixed: null }];
}

function boundKey(scheme: VersionScheme, version: string, isIntroduced: boolean): Buffer | null {
  return isIntroduced && version === "0" ? firstKey : keyOf(scheme, version);
}

function sweep(points: Point[]): Interval[] {
  points.sort((a, b) => compareKeys(a.key, b.key) || a.at - b.at);
  const intervals: Interval[] = [];
  let open: Buffer | null = null;
  for (let from = 0; from < points.length; ) {
    let to = from + 1;
    while (to < points.length && compareKeys(pointAt(points, from).key, pointAt(points, to).key) === 0) to++;
    const same = points.slice(from, to);
    const fixed = same.find((point) => point.kind === "fixed");
    const introduced = same.find((point) => point.kind === "introduced");
    const last = same.find((point) => point.kind === "last");
    // At one version a fix closes what was open before; what is introduced there begins anew, unless nothing was open: fixed where it began.
    if (fixed !== undefined && open !== null) {
      intervals.push({ lo: open, hi: fixed.key, hiInclusive: false, fixed: fixed.version });
      open = introduced?.key ?? null;
    } else if (introduced !== undefined && fixed === undefined) open ??= introduced.key;
    if (last !== undefined && open !== null) {
      intervals.push({ lo: open, hi: last.key, hiInclusive: true, fixed: null });
      open = null;
    }
    from = to;
  }
  if (open !== null) intervals.push({ lo: open, hi: null, hiInclusive: false, fixed: null });
  return intervals;
}

function pointAt(points: readonly Point[], at: number): Point {
  return points[at] as Point;
}

/** A version counts when it is below any limit, so the highest decides; `*` is above all. */
function below(scheme: VersionScheme, intervals: Interval[], limits: readonly string[]): Interval[] | string {
  let highest: Buffer = firstKey;
  for (const limit of limits) {
    if (limit === "*") return intervals;
    const key = keyOf(scheme, limit);
    if (key === null) return limit;
    if (compareKeys(key, highest) > 0) highest = key;
  }
  return intervals.flatMap((interval) => cutAt(interval, highest, false));
}

/** The part of an interval up to `hi`: none, the interval itself, or a shorter one that no fix ends. */
export function cutAt(interval: Interval, hi: Buffer, hiInclusive: boolean): Interval[] {
  const start = compareKeys(interval.lo, hi);
  if (start > 0 || (start === 0 && !hiInclusive)) return [];
  const end = interval.hi === null ? 1 : compareKeys(interval.hi, hi);
  if (end < 0 || (end === 0 && (!interval.hiInclusive || hiInclusive))) return [interval];
  return [{ lo: interval.lo, hi, hiInclusive, fixed: null }];
}

/** True when the key is in one of the intervals. */
export function isCovered(intervals: readonly Interval[], key: Buffer): boolean {
  for (const { lo, hi, hiInclusive } of intervals) {
    if (lo.length > 0 && compareKeys(key, lo) < 0) continue;
    if (hi === null) return true;
    const order = compareKeys(key, hi);
    if (order < 0 || (order === 0 && hiInclusive)) return true;
  }
  return false;
}

/** True for "every version": from the first, without end. */
export function isWildcard({ lo, hi }: Interval): boolean {
  return lo.length === 0 && hi === null;
}
