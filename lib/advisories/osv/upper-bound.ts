import type { VersionScheme } from "@/lib/versions";
import { cutAt, type Interval } from "./intervals";
import { keyOf } from "./version-keys";

/**
 * GHSA's `last_known_affected_version_range` (`<= 1.2.3`, `< 2`), which bounds ranges that have no end of their own. Null when it is
 * no such bound or would leave nothing: then the ranges stay open, which errs towards "affected".
 */
export function boundedBy(scheme: VersionScheme, intervals: readonly Interval[], range: string): Interval[] | null {
  const [, sign, version] = /^\s*(<=|<|=)\s*([^\s,<>=|]{1,500})\s*$/.exec(range) ?? [];
  const key = version === undefined ? null : keyOf(scheme, version);
  if (key === null) return null;
  const bounded = intervals.flatMap((interval) => (interval.hi === null ? cutAt(interval, key, sign !== "<") : [interval]));
  return bounded.length === 0 ? null : bounded;
}
