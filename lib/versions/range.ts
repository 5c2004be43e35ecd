import { bracketIntervals, isBracketRange } from "./bracket-range";
import { type Comparator, plainIntervals, splitComparators } from "./comparator";
import { everything, inIntervals, intersectionOf, intervalsMax, type KeyInterval, unionOf } from "./interval";
import { pep440Intervals } from "./pep440-range";
import type { VersionScheme } from "./scheme";
import { dialectOf, hyphenInterval, semverIntervals } from "./semver-range";
import { hyphenEnd, seriesIntervals } from "./series-range";
import { type RangeProblemCode, UnreadableRange } from "./unreadable-range";

/** A range as ascending, separate key intervals. No interval at all: no version can satisfy it. */
export type VersionRange = { kind: "range"; intervals: KeyInterval[] };
/** Why a range cannot be read, in words for people. */
export type RangeProblem = { kind: "problem"; code: RangeProblemCode; detail: string };

/** Longest range text that is read. */
export const rangeLengthMax = 500;

/**
 * Reads a range in the ecosystem's own syntax: npm and Cargo ranges, PEP 440 specifiers, Maven and NuGet intervals, RubyGems
 * requirements, Composer constraints, Hackage and CRAN dependencies. Every scheme also takes comparators (`>=1.0, <2`), `||` and
 * `or`, `&&` and `and`, brackets, and a list of exact versions joined by commas. Never throws; the work is bounded.
 */
export function parseRange(scheme: VersionScheme, text: string): VersionRange | RangeProblem {
  if (text.length > rangeLengthMax) return { kind: "problem", code: "range_too_large", detail: "The range is longer than 500 characters." };
  try {
    const intervals = unionOf(text.split(alternatives).flatMap((alternative) => alternativeIntervals(scheme, toBareList(alternative))));
    if (intervals.length > intervalsMax) throw new UnreadableRange("range_too_large", "The range has more than 200 separate parts.");
    return { kind: "range", intervals };
  } catch (error) {
    if (error instanceof UnreadableRange) return { kind: "problem", code: error.code, detail: error.message };
    throw error;
  }
}

// "or" and "and" are Hex's words, "&&" Hackage's, a single "|" Composer's.
const alternatives = /\|\|?|\sor\s/;

/** One alternative without the parentheses of Hackage and Debian around comparators: `(>= 1 && < 2)`. */
function toBareList(alternative: string): string {
  const text = alternative.replace(/&&|\sand\s/g, " ").trim();
  return /^\(\s*[<>=!~^][^()[\]]*\)$/.test(text) ? text.slice(1, -1).trim() : text;
}

function alternativeIntervals(scheme: VersionScheme, text: string): KeyInterval[] {
  if (text === "") throw new UnreadableRange("range_unreadable", "A version or a comparator is expected.");
  if (text === "*") return [everything];
  if (isBracketRange(text)) return bracketIntervals(text, (comparator) => seriesIntervals(scheme, comparator) ?? plainIntervals(scheme, comparator));
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(text);
  if (hyphen?.[1] && hyphen[2]) return spanIntervals(scheme, hyphen[1], hyphen[2]);
  const comparators = splitComparators(text);
  const isList = text.includes(",") && comparators.every(({ operator }) => operator === "");
  if (isList) return comparators.flatMap((comparator) => comparatorIntervals(scheme, comparator));
  let common: KeyInterval[] = [everything];
  for (const comparator of comparators) {
    common = intersectionOf(common, comparatorIntervals(scheme, comparator));
    if (common.length > intervalsMax) throw new UnreadableRange("range_too_large", "The range has more than 200 separate parts.");
  }
  return common;
}

function comparatorIntervals(scheme: VersionScheme, comparator: Comparator): KeyInterval[] {
  if (scheme === "pep440") return pep440Intervals(comparator);
  const dialect = dialectOf(scheme);
  return dialect ? semverIntervals(dialect, comparator) : (seriesIntervals(scheme, comparator) ?? plainIntervals(scheme, comparator));
}

function spanIntervals(scheme: VersionScheme, from: string, to: string): KeyInterval[] {
  const dialect = dialectOf(scheme);
  if (dialect) return [hyphenInterval(dialect, from, to)];
  const end = hyphenEnd(scheme, to) ?? comparatorIntervals(scheme, { operator: "<=", version: to });
  return intersectionOf(comparatorIntervals(scheme, { operator: ">=", version: from }), end);
}

/** True when the key is in the range. */
export function inRange(range: VersionRange, key: Buffer): boolean {
  return inIntervals(range.intervals, key);
}

// A sign of comparison, a list or an interval; an operator in front; a starred part (1.x, 2.*).
const rangeSigns = /[<>=|,*()[\]]|&&|^\s*[~^!]|\s-\s|(?:^|\.)[xX](?:\.|$)/;

/** True when the text is a range (or a list), false when it reads as one exact version. */
export function isRangeText(text: string): boolean {
  // Go's version of what was built from a working copy.
  if (text.trim() === "(devel)") return false;
  return rangeSigns.test(text.replace(/^\s*={1,3}\s*(?=[^\s=])/, ""));
}
