import { afterPrefix, everything, type KeyInterval, point } from "./interval";
import { writeRpm } from "./rpm";
import { type VersionScheme, versionKey } from "./scheme";
import { UnreadableRange } from "./unreadable-range";

/** One comparator as written: an operator ("" when there is none) and a version. */
export type Comparator = { operator: string; version: string };

const shape = /[\s,]*(<=|>=|<<|>>|===|==|=|!=|<|>|~=|~>|\^|~)?\s*([^\s,|<>=!]+)/y;

/** Splits a list of comparators joined by commas or spaces. Throws UnreadableRange for what is no comparator. */
export function splitComparators(text: string): Comparator[] {
  const found: Comparator[] = [];
  shape.lastIndex = 0;
  while (shape.lastIndex < text.length) {
    const from = shape.lastIndex;
    const match = shape.exec(text);
    if (match === null) {
      if (/^[\s,]*$/.test(text.slice(from))) break;
      throw new UnreadableRange("range_unreadable", `A version is expected after "${text.slice(0, from + 3).trim()}".`);
    }
    found.push({ operator: match[1] ?? "", version: match[2] ?? "" });
  }
  return found;
}

/** The key of a version inside a range. Throws UnreadableRange when it cannot be ordered. */
export function boundKey(scheme: VersionScheme, version: string): Buffer {
  const key = versionKey(scheme, version);
  if (key === null) throw new UnreadableRange("version_unorderable", `"${version}" is not a version that can be ordered.`);
  return key;
}

/** The keys that a plain comparator (`<`, `<=`, `>`, `>=`, `=`, `!=`) allows, by the plain order of the scheme. */
export function plainIntervals(scheme: VersionScheme, { operator, version }: Comparator): KeyInterval[] {
  const key = boundKey(scheme, version);
  const { first, last } = rpmSpan(scheme, version) ?? { first: point(key), last: point(key) };
  const upTo = { lo: null, loInclusive: true, hi: last.hi, hiInclusive: last.hiInclusive };
  const below = { lo: null, loInclusive: true, hi: first.lo, hiInclusive: false };
  const from = { lo: first.lo, loInclusive: true, hi: null, hiInclusive: true };
  const above = { lo: last.hi, loInclusive: !last.hiInclusive, hi: null, hiInclusive: true };
  switch (operator) {
    case "":
    case "=":
    case "==":
    case "===":
      return [{ lo: first.lo, loInclusive: true, hi: last.hi, hiInclusive: last.hiInclusive }];
    case "<":
    case "<<":
      return [below];
    case "<=":
      return [upTo];
    case ">":
    case ">>":
      return [above];
    case ">=":
      return [from];
    case "!=":
      return [below, above];
    default:
      throw new UnreadableRange("range_unreadable", `"${operator}" has no meaning for ${scheme} versions.`);
  }
}

/** RPM compares a version without a release with every release of it as equal. Null for other schemes and full versions. */
function rpmSpan(scheme: VersionScheme, version: string): { first: KeyInterval; last: KeyInterval } | null {
  if (scheme !== "rpm") return null;
  const written = writeRpm(version);
  const prefix = written === null || written.hasRelease ? null : written.key.finish();
  if (prefix === null) return null;
  return {
    first: { ...everything, lo: prefix },
    last: { ...everything, hi: afterPrefix(prefix), hiInclusive: false },
  };
}
