import type { SkippedPart } from "@/lib/advisories/model";
import type { VersionScheme } from "@/lib/versions";
import { withCustomRanges } from "./go-ranges";
import { type Interval, intervalsOf, isWildcard } from "./intervals";
import type { OsvAffected } from "./record";
import { boundedBy } from "./upper-bound";

/** What one entry of `affected` says of its package: a union. `isUnreadable`: it means versions, and which ones cannot be said. */
export type Entry = { intervals: Interval[]; listed: readonly string[]; isUnreadable: boolean };

const noVersions: readonly string[] = [];
type Skip = (part: SkippedPart) => void;

/**
 * Reads ranges and listed versions of entry `i`. A range that means nothing here (GIT, bounds without order) is skipped alone. In
 * malware an explicit list beats "all versions" beside it, which then only says that nobody should use the package.
 */
export function readEntry(entry: OsvAffected, i: number, scheme: VersionScheme | null, isMalware: boolean, skip: Skip): Entry {
  const listed = entry.versions ?? noVersions;
  const ranges = entry.ranges;
  let intervals: Interval[] = [];
  let isUnreadable = false;
  if (ranges !== undefined) {
    for (let j = 0; j < ranges.length; j++) {
      const range = ranges[j];
      if (range === undefined) continue;
      if (range.type === "GIT") {
        isUnreadable = true;
        skip({ code: "git_range", pointer: `/affected/${i}/ranges/${j}`, detail: "Commits cannot be compared with versions." });
        continue;
      }
      const found = scheme === null ? null : intervalsOf(scheme, range.events);
      if (found === null || typeof found === "string") {
        isUnreadable = true;
        skip(unorderable(i, j, found));
      } else if (intervals.length === 0) intervals = found;
      else intervals.push(...found);
    }
  }
  if (listed.length === 0 && (ranges === undefined || ranges.length === 0)) {
    isUnreadable = true;
    skip({ code: "no_versions", pointer: `/affected/${i}`, detail: "The entry has neither ranges nor versions." });
  }
  if (scheme !== null && intervals.length > 0) intervals = adjusted(entry, i, scheme, intervals, skip);
  if (isMalware && listed.length > 0 && intervals.some(isWildcard)) {
    intervals = intervals.filter((interval) => !isWildcard(interval));
    skip({ code: "wildcard_beside_list", pointer: `/affected/${i}/ranges`, detail: "The listed versions are the malicious ones, not all." });
  }
  return { intervals, listed, isUnreadable };
}

/** What databases say of their ranges outside of them. */
function adjusted(entry: OsvAffected, i: number, scheme: VersionScheme, intervals: Interval[], skip: Skip): Interval[] {
  const last = entry.database_specific?.last_known_affected_version_range;
  if (last !== undefined && intervals.some((interval) => interval.hi === null)) {
    const bounded = typeof last === "string" ? boundedBy(scheme, intervals, last) : null;
    if (bounded !== null) return bounded;
    skip({
      code: "bound_unreadable",
      pointer: `/affected/${i}/database_specific/last_known_affected_version_range`,
      detail: "The upper bound cannot be read, so the range has none.",
    });
  }
  const custom = scheme === "golang" ? entry.ecosystem_specific?.custom_ranges : undefined;
  if (custom === undefined) return intervals;
  const found = withCustomRanges(scheme, intervals, custom, i);
  if (found !== null) return found;
  skip({ code: "custom_ranges_unreadable", pointer: `/affected/${i}/ecosystem_specific/custom_ranges`, detail: "The custom ranges cannot be read." });
  return intervals;
}

function unorderable(i: number, j: number, bound: string | null): SkippedPart {
  const detail = bound === null ? "Versions of this ecosystem have no order." : `The version ${bound.slice(0, 100)} cannot be ordered.`;
  return { code: "version_unorderable", pointer: `/affected/${i}/ranges/${j}`, detail };
}
