import type { Comparator } from "./comparator";
import { toGoSemver } from "./golang";
import { between, everything, type KeyInterval, point } from "./interval";
import type { VersionScheme } from "./scheme";
import { readSemver, semverKey } from "./semver";
import { semverBuildKey } from "./semver-build";
import { UnreadableRange } from "./unreadable-range";

/** A version whose missing or starred parts are null. `full` is the text when nothing is missing. */
type PartialVersion = { major: string | null; minor: string | null; patch: string | null; prerelease: string; full: string | null };

/** What differs between the ecosystems that write ranges as npm does. */
export type SemverDialect = {
  key: (version: string) => Buffer | null;
  /** How a version of the ecosystem is written in SemVer. */
  toSemver: (version: string) => string;
  /** Whether `^0.0.3` ends at 0.0.4, or at 0.1.0 as in Dart. */
  caretHoldsPatch: boolean;
};

const asWritten = (version: string) => version;
const dialects: Partial<Record<VersionScheme, SemverDialect>> = {
  semver: { key: semverKey, toSemver: asWritten, caretHoldsPatch: true },
  "semver-build": { key: semverBuildKey, toSemver: asWritten, caretHoldsPatch: false },
  golang: { key: semverKey, toSemver: toGoSemver, caretHoldsPatch: true },
};

/** The dialect of a scheme whose ranges are written as npm's, else null. */
export function dialectOf(scheme: VersionScheme): SemverDialect | null {
  return dialects[scheme] ?? null;
}

const partialShape = /^[v=]{0,2}(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?$/;
const digits = (part: string | undefined) => (part === undefined || /^[xX*]$/.test(part) ? null : part);

function readPartial(text: string): PartialVersion {
  const found = partialShape.exec(text);
  if (found) {
    const major = digits(found[1]);
    const minor = major === null ? null : digits(found[2]);
    const patch = minor === null ? null : digits(found[3]);
    return { major, minor, patch, prerelease: "", full: patch === null ? null : text };
  }
  const parts = readSemver(text);
  if (parts === null) throw new UnreadableRange("version_unorderable", `"${text}" is not a version that can be ordered.`);
  const [major, minor, patch] = parts.numbers;
  return { major, minor, patch, prerelease: parts.prerelease.join("."), full: text };
}

const next = (number: string) => (BigInt(number) + 1n).toString();
const isZero = (number: string) => /^0+$/.test(number);

/** The bounds of partial versions as keys of one dialect. */
class Bounds {
  readonly #dialect: SemverDialect;

  constructor(dialect: SemverDialect) {
    this.#dialect = dialect;
  }

  read(version: string): PartialVersion {
    return readPartial(this.#dialect.toSemver(version));
  }

  key(text: string): Buffer {
    const found = this.#dialect.key(text);
    if (found === null) throw new UnreadableRange("version_unorderable", `"${text}" is not a version that can be ordered.`);
    return found;
  }

  /** The lowest key of `major.minor.patch`, pre-releases included. */
  floor(major: string, minor = "0", patch = "0"): Buffer {
    return this.key(`${major}.${minor}.${patch}-0`);
  }

  /** First key of the versions that a partial version stands for. */
  first({ major, minor, patch, full }: PartialVersion): Buffer | null {
    if (full !== null) return this.key(full);
    return major === null ? null : this.floor(major, minor ?? "0", patch ?? "0");
  }

  /** First key behind the versions that a partial version stands for; null when nothing is behind or it is a full version. */
  behind({ major, minor }: PartialVersion): Buffer | null {
    if (major === null) return null;
    return minor === null ? this.floor(next(major)) : this.floor(major, next(minor));
  }

  caret(partial: PartialVersion): KeyInterval {
    const { major, minor, patch } = partial;
    if (major === null) return everything;
    let end = this.floor(next(major));
    if (isZero(major) && minor !== null) {
      const isPatchOnly = this.#dialect.caretHoldsPatch && patch !== null && isZero(minor);
      end = isPatchOnly ? this.floor(major, minor, next(patch)) : this.floor(major, next(minor));
    }
    return between(this.first(partial), end);
  }

  /** `~> 1.2` allows up to 2, `~> 1.2.3` up to 1.3, as Hex and CocoaPods read it. */
  pessimistic(partial: PartialVersion): KeyInterval {
    const { major, patch } = partial;
    if (major === null) return everything;
    return between(this.first(partial), patch === null ? this.floor(next(major)) : this.behind(partial));
  }
}

/**
 * The keys that one comparator of an npm or Cargo range allows. Pre-releases count by plain order everywhere, as
 * node-semver's `includePrerelease`: a search for affected versions must not skip `2.0.0-rc.1`.
 */
export function semverIntervals(dialect: SemverDialect, { operator, version }: Comparator): KeyInterval[] {
  const at = new Bounds(dialect);
  const partial = at.read(version);
  const { major, full } = partial;
  switch (operator) {
    case "":
    case "=":
    case "==":
      return full === null ? [between(at.first(partial), at.behind(partial))] : [point(at.key(full))];
    case "^":
      return [at.caret(partial)];
    case "~":
      return [between(at.first(partial), at.behind(partial))];
    case "~>":
      return [at.pessimistic(partial)];
    case ">=":
      return [between(at.first(partial), null)];
    case "<":
      return major === null ? [] : [between(null, at.first(partial))];
    case "<=":
      return [full === null ? between(null, at.behind(partial)) : { ...everything, hi: at.key(full) }];
    case ">":
      if (major === null) return [];
      return [full === null ? between(at.behind(partial), null) : { ...everything, lo: at.key(full), loInclusive: false }];
    case "!=":
      return full === null
        ? [between(null, at.first(partial)), between(at.behind(partial), null)]
        : [between(null, at.key(full)), { ...everything, lo: at.key(full), loInclusive: false }];
    default:
      throw new UnreadableRange("range_unreadable", `"${operator}" has no meaning for SemVer versions.`);
  }
}

/** `1.2.3 - 2.3`: from the first pre-release of the left side to the last version that the right side stands for. */
export function hyphenInterval(dialect: SemverDialect, left: string, right: string): KeyInterval {
  const at = new Bounds(dialect);
  const [from, to] = [at.read(left), at.read(right)];
  const { major, minor, patch } = from;
  const lo = major === null ? null : from.prerelease !== "" || minor === null || patch === null ? at.first(from) : at.floor(major, minor, patch);
  if (to.full === null) return between(lo, at.behind(to));
  return { lo, loInclusive: true, hi: at.key(to.full), hiInclusive: true };
}
