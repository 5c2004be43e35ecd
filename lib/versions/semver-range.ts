import type { Comparator } from "./comparator";
import { between, everything, type KeyInterval, point } from "./interval";
import { readSemver, semverKey } from "./semver";
import { UnreadableRange } from "./unreadable-range";

/** A version whose missing or starred parts are null. `full` is the text when nothing is missing. */
type Partial = { major: string | null; minor: string | null; patch: string | null; prerelease: string; full: string | null };

const partialShape = /^[v=]{0,2}(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?$/;
const digits = (part: string | undefined) => (part === undefined || /^[xX*]$/.test(part) ? null : part);

function readPartial(text: string): Partial {
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

function key(text: string): Buffer {
  const found = semverKey(text);
  if (found === null) throw new UnreadableRange("version_unorderable", `"${text}" is not a version that can be ordered.`);
  return found;
}

/** The lowest key of `major.minor.patch`, pre-releases included. */
const floor = (major: string, minor = "0", patch = "0") => key(`${major}.${minor}.${patch}-0`);
const next = (number: string) => (BigInt(number) + 1n).toString();
const isZero = (number: string) => /^0+$/.test(number);

/** First key of the versions that a partial version stands for. */
function firstOf({ major, minor, patch, full }: Partial): Buffer | null {
  if (full !== null) return key(full);
  return major === null ? null : floor(major, minor ?? "0", patch ?? "0");
}

/** First key behind the versions that a partial version stands for; null when nothing is behind or it is a full version. */
function behind({ major, minor }: Partial): Buffer | null {
  if (major === null) return null;
  return minor === null ? floor(next(major)) : floor(major, next(minor));
}

function caret(partial: Partial): KeyInterval {
  const { major, minor, patch } = partial;
  if (major === null) return everything;
  let end = floor(next(major));
  if (isZero(major) && minor !== null) {
    const isPatchOnly = patch !== null && isZero(minor);
    end = isPatchOnly ? floor(major, minor, next(patch)) : floor(major, next(minor));
  }
  return between(firstOf(partial), end);
}

/** `~> 1.2` allows up to 2, `~> 1.2.3` up to 1.3, as RubyGems, Hex and CocoaPods read it. */
function pessimistic(partial: Partial): KeyInterval {
  const { major, patch } = partial;
  if (major === null) return everything;
  return between(firstOf(partial), patch === null ? floor(next(major)) : behind(partial));
}

/**
 * The keys that one comparator of an npm or Cargo range allows. Pre-releases count by plain order everywhere, as
 * node-semver's `includePrerelease`: a search for affected versions must not skip `2.0.0-rc.1`.
 */
export function semverIntervals({ operator, version }: Comparator): KeyInterval[] {
  const partial = readPartial(version);
  const { major, full } = partial;
  switch (operator) {
    case "":
    case "=":
    case "==":
      return full === null ? [between(firstOf(partial), behind(partial))] : [point(key(full))];
    case "^":
      return [caret(partial)];
    case "~":
      return [between(firstOf(partial), behind(partial))];
    case "~>":
      return [pessimistic(partial)];
    case ">=":
      return [between(firstOf(partial), null)];
    case "<":
      return major === null ? [] : [between(null, firstOf(partial))];
    case "<=":
      return [full === null ? between(null, behind(partial)) : { ...everything, hi: key(full) }];
    case ">":
      if (major === null) return [];
      return [full === null ? between(behind(partial), null) : { ...everything, lo: key(full), loInclusive: false }];
    case "!=":
      return full === null
        ? [between(null, firstOf(partial)), between(behind(partial), null)]
        : [between(null, key(full)), { ...everything, lo: key(full), loInclusive: false }];
    default:
      throw new UnreadableRange("range_unreadable", `"${operator}" has no meaning for SemVer versions.`);
  }
}

/** `1.2.3 - 2.3`: from the first pre-release of the left side to the last version that the right side stands for. */
export function hyphenInterval(left: string, right: string): KeyInterval {
  const [from, to] = [readPartial(left), readPartial(right)];
  const { major, minor, patch } = from;
  const lo = major === null ? null : from.prerelease !== "" || minor === null || patch === null ? firstOf(from) : floor(major, minor, patch);
  if (to.full === null) return between(lo, behind(to));
  return { lo, loInclusive: true, hi: key(to.full), hiInclusive: true };
}
