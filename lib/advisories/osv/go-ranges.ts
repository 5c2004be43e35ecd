import type { VersionScheme } from "@/lib/versions";
import { checkRange } from "./check-affected";
import { isList } from "./check-values";
import { firstKey, type Interval, intervalsOf, isWildcard } from "./intervals";
import type { OsvRange } from "./record";
import { keyOf } from "./version-keys";

/**
 * Go's `custom_ranges`: the versions that a project really released, where they are no versions of the module, so that its SEMVER range says
 * "all". They take the place of that range. A pseudo-version without a release before it (v0.0.0-2024...) tells nothing of the
 * project's releases and stays affected. Null when there are none that can be read.
 */
export function withCustomRanges(scheme: VersionScheme, intervals: readonly Interval[], custom: unknown, i: number): Interval[] | null {
  if (!isList(custom) || custom.length === 0 || custom.length > 1_000) return null;
  const found: Interval[] = [];
  for (let j = 0; j < custom.length; j++) {
    // Not in the schema: what is out of shape there throws, and the record would be lost for a part that Go's own tools never read.
    const range = custom[j];
    if (!isRange(range, i, j)) return null;
    const some = intervalsOf(scheme, range.events);
    if (typeof some === "string") return null;
    found.push(...some);
  }
  const zero = keyOf(scheme, "0.0.0");
  // Beside ranges of the module itself they are a union, and without an end they would undo the module's own fix.
  if (zero === null || !intervals.some(isWildcard)) return [...intervals, ...found.filter((interval) => interval.hi !== null)];
  const begins = found.some((interval) => interval.lo.length === 0);
  return begins ? found : [{ lo: firstKey, hi: zero, hiInclusive: false, fixed: null }, ...found];
}

function isRange(value: unknown, i: number, j: number): value is OsvRange {
  try {
    checkRange(value, i, j);
    return true;
  } catch {
    return false;
  }
}
