import { boundKey, type Comparator, plainIntervals } from "./comparator";
import { afterPrefix, between, everything, type KeyInterval, point } from "./interval";
import { nugetLabels, nugetStem } from "./nuget";
import { numberListFloor } from "./number-list";
import { packagistFloor } from "./packagist";
import { rubygemsFloor, withoutPlatform } from "./rubygems";
import type { VersionScheme } from "./scheme";
import { UnreadableRange } from "./unreadable-range";

type Numbers = readonly string[];
/** From the numbers of a bound to those that its series ends in front of. */
type Ceiling = (numbers: Numbers) => string[];

const next = (number = "0") => (BigInt(number) + 1n).toString();
const bump: Ceiling = (numbers) => [...numbers.slice(0, -1), next(numbers.at(-1))];
/** `~> 1.2.3` ends in front of 1.3, `~> 1.2` and `~> 1` in front of 2. */
const pessimistic: Ceiling = (numbers) => bump(numbers.length > 1 ? numbers.slice(0, -1) : numbers);
/** `^1.2.3` ends in front of 2, `^0.2.3` of 0.3, `^0.0.3` of 0.0.4. */
const caret: Ceiling = (numbers) => {
  const decisive = numbers.slice(0, 3).findIndex((number) => !/^0+$/.test(number));
  return bump(numbers.slice(0, decisive < 0 ? Math.min(numbers.length, 3) : decisive + 1));
};
/** `^>=1.2.3` ends in front of 1.3: the first two numbers are the major version of the Haskell PVP. */
const pvpMajor: Ceiling = ([first = "0", second = "0"]) => bump([first, second]);

type Series = {
  /** The lower bound of everything that begins with these numbers, pre-releases included. */
  floor: (numbers: Numbers) => Buffer | null;
  /** Operators beside the plain ones. */
  ceilings: Readonly<Record<string, Ceiling>>;
  /** Whether `>=1.2` takes in pre-releases of 1.2, as Composer reads it. */
  startsAtFloor?: boolean;
};

const seriesOf: Partial<Record<VersionScheme, Series>> = {
  rubygems: { floor: rubygemsFloor, ceilings: { "~>": pessimistic } },
  nuget: { floor: nugetStem, ceilings: {} },
  packagist: { floor: packagistFloor, ceilings: { "~": pessimistic, "^": caret }, startsAtFloor: true },
  cran: { floor: numberListFloor, ceilings: {} },
  hackage: { floor: numberListFloor, ceilings: { "^>=": pvpMajor } },
};

// 1.2.*, 1.x; NuGet also writes 1.*-* where pre-releases count.
const starred = /^v?(\d+(?:\.\d+)*)\.[*xX](?:\.[*xX])*(?:-\*)?$/;
const outside = ({ lo, hi }: KeyInterval): KeyInterval[] => [between(null, lo), between(hi, null)];

/**
 * The keys that one comparator of RubyGems, NuGet, Composer, CRAN or Hackage allows; null for other schemes. Pre-releases take
 * part by plain order, as a search for affected versions must see them.
 */
export function seriesIntervals(scheme: VersionScheme, comparator: Comparator): KeyInterval[] | null {
  const series = seriesOf[scheme];
  if (!series) return null;
  const { operator, version } = comparator;
  const set = /^\{(.*)\}$/.exec(version);
  if (set && scheme === "hackage") return (set[1] ?? "").split(",").flatMap((each) => seriesIntervals(scheme, { operator, version: each.trim() }) ?? []);
  if (/^\*(?:-\*)?$/.test(version)) return anyVersion(operator);
  const stars = starred.exec(version);
  if (stars) return starredIntervals(series, operator, (stars[1] ?? "").split("."), version);
  if (scheme === "nuget" && version.endsWith("*")) return floatingLabel(operator, version);
  const ceiling = Object.hasOwn(series.ceilings, operator) ? series.ceilings[operator] : undefined;
  const isPlain = /^v?\d+(?:\.\d+)*$/i.test(version);
  if (ceiling === undefined) {
    if (operator !== ">=" || !series.startsAtFloor || !isPlain) return plainIntervals(scheme, comparator);
    return [between(floorOf(series, numbersIn(version), version), null)];
  }
  const numbers = numbersIn(scheme === "rubygems" ? withoutPlatform(version) : version);
  const from = isPlain && series.startsAtFloor ? floorOf(series, numbers, version) : boundKey(scheme, version);
  return [between(from, floorOf(series, ceiling(numbers), version))];
}

/** The end of `1.0 - 2.0` as Composer reads it: all of 2.0 when the right side is short. Null where it is a plain bound. */
export function hyphenEnd(scheme: VersionScheme, to: string): KeyInterval[] | null {
  const series = seriesOf[scheme];
  if (scheme !== "packagist" || !series || !/^v?\d+(?:\.\d+)?$/i.test(to)) return null;
  return [between(null, floorOf(series, bump(numbersIn(to)), to))];
}

/** The numbers that a version begins with: a pre-release behind them has no part in where its series ends. */
function numbersIn(version: string): string[] {
  const [found = ""] = /^v?\d+(?:\.\d+)*/i.exec(version) ?? [];
  return found.replace(/^v/i, "").split(".");
}

function floorOf({ floor }: Series, numbers: Numbers, text: string): Buffer {
  const key = floor(numbers);
  if (key === null) throw new UnreadableRange("version_unorderable", `"${text}" is not a version that can be ordered.`);
  return key;
}

function anyVersion(operator: string): KeyInterval[] {
  if (["", "=", "==", ">=", "<="].includes(operator)) return [everything];
  throw new UnreadableRange("range_unreadable", `"${operator}*" has no meaning.`);
}

function starredIntervals(series: Series, operator: string, numbers: Numbers, text: string): KeyInterval[] {
  const all = between(floorOf(series, numbers, text), floorOf(series, bump(numbers), text));
  switch (operator) {
    case "":
    case "=":
    case "==":
      return [all];
    case "!=":
      return outside(all);
    case "<":
      return [between(null, all.lo)];
    case "<=":
      return [between(null, all.hi)];
    case ">":
      return [between(all.hi, null)];
    case ">=":
      return [between(all.lo, null)];
    default: {
      const ceiling = Object.hasOwn(series.ceilings, operator) ? series.ceilings[operator] : undefined;
      if (ceiling === undefined) throw new UnreadableRange("range_unreadable", `"${operator}" and ".*" do not go together.`);
      return [between(all.lo, floorOf(series, ceiling(numbers), text))];
    }
  }
}

/** NuGet's `1.0.0-beta.*` and `1.0.0-*`: the pre-releases whose label begins so, and 1.0.0 itself. */
function floatingLabel(operator: string, version: string): KeyInterval[] {
  const [, release = "", label = ""] = /^(\d+(?:\.\d+)*)-([0-9A-Za-z.-]*)\*$/.exec(version) ?? [];
  const labels = nugetLabels(numbersIn(release), label);
  if (labels === null || !["", "=", "=="].includes(operator)) {
    throw new UnreadableRange("range_unreadable", `"${operator}${version}" is no floating version.`);
  }
  return [between(labels.from, afterPrefix(labels.stem)), point(boundKey("nuget", release))];
}
