import { writeAlpm } from "./alpm";
import { afterPrefix, between, complementOf, type KeyInterval, point, unionOf } from "./interval";
import type { KeyWriter } from "./key-writer";
import { packagistForms } from "./packagist";
import { writeRpm } from "./rpm";
import { type VersionScheme, versionKey } from "./scheme";
import { UnreadableRange } from "./unreadable-range";

/** One comparator as written: an operator ("" when there is none) and a version. */
export type Comparator = { operator: string; version: string };

const shape = /[\s,]*(<=|>=|<<|>>|===|==|=|!=|<|>|~=|~>|\^>=|\^|~)?\s*(\{[^{}]*\}|[^\s,|<>=!]+)/y;

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

/** The keys of what is this very version to its ecosystem, and of what stands below it. */
type Place = { same: KeyInterval[]; below: KeyInterval[] };

/** RPM and pacman compare a version without a release with every release of it as equal. */
function placeOfReleases(written: { key: KeyWriter; hasRelease: boolean } | null): Place | null {
  const stem = written === null || written.hasRelease ? null : written.key.finish();
  return stem && { same: [between(stem, afterPrefix(stem))], below: [between(null, stem)] };
}

const places: Partial<Record<VersionScheme, (version: string) => Place | null>> = {
  // To Composer 1.0 is 1.0.0; what has the numbers of a form of it stands below by its phase alone.
  packagist: (version) => {
    const forms = packagistForms(version);
    const [shortest] = forms ?? [];
    if (forms === null || shortest === undefined) return null;
    return {
      same: forms.map(({ key }) => point(key)),
      below: [between(null, shortest.stem), ...forms.map(({ stem, key }) => between(stem, key))],
    };
  },
  rpm: (version) => placeOfReleases(writeRpm(version)),
  alpm: (version) => placeOfReleases(writeAlpm(version)),
};

/** The keys that a plain comparator (`<`, `<=`, `>`, `>=`, `=`, `!=`) allows, by the plain order of the scheme. */
export function plainIntervals(scheme: VersionScheme, { operator, version }: Comparator): KeyInterval[] {
  const key = boundKey(scheme, version);
  const { same, below } = places[scheme]?.(version) ?? { same: [point(key)], below: [between(null, key)] };
  switch (operator) {
    case "":
    case "=":
    case "==":
    case "===":
      return same;
    case "<":
    case "<<":
      return below;
    case "<=":
      return unionOf([...below, ...same]);
    case ">":
    case ">>":
      return complementOf([...below, ...same]);
    case ">=":
      return complementOf(below);
    case "!=":
      return complementOf(same);
    default:
      throw new UnreadableRange("range_unreadable", `"${operator}" has no meaning for ${scheme} versions.`);
  }
}

/**
 * The keys of what is this very version, be it written otherwise (1.0 and 1.0.0 of Composer); none when it has no order. A release
 * of RPM or pacman is a version of its own.
 */
export function sameVersion(scheme: VersionScheme, version: string): KeyInterval[] {
  const key = versionKey(scheme, version);
  if (key === null) return [];
  return (scheme === "packagist" ? places.packagist?.(version)?.same : null) ?? [point(key)];
}
