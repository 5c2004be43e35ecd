import { toGoSemver } from "./golang";
import { readPep440 } from "./pep440";
import { withoutPlatform } from "./rubygems";
import type { VersionScheme } from "./scheme";
import { schemeOf } from "./scheme-of";
import { readSemver } from "./semver";

/** Numbers that name the line of releases that are meant to be compatible. */
type LineRule = "first" | "caret" | "two" | "release";

// Caret ranges of these take versions of the first number that is not zero. Hackage's policy calls the first two numbers the major.
// A distribution fixes in place: there is one line, its release.
const lineRules: Record<Exclude<LineRule, "first">, readonly string[]> = {
  caret: ["npm", "cargo", "composer", "pub", "julia"],
  two: ["hackage"],
  release: ["deb", "rpm", "apk", "alpm"],
};
const ruleOf = new Map(Object.entries(lineRules).flatMap(([rule, ecosystems]) => ecosystems.map((ecosystem) => [ecosystem, rule as LineRule] as const)));

const leadingNumbers = /^\s*(?:v|=|go)*\s*(?:(\d+)!)?(\d+)(?:[._-](\d+)(?:[._-](\d+))?)?/i;

/** Whether a package is one of a distribution, which is upgraded by itself, within the distribution's release. */
export function isOfDistribution(ecosystem: string): boolean {
  return ruleOf.get(ecosystem) === "release";
}

/**
 * What stays the same between versions that their ecosystem means to be compatible: the major, as it counts that (`4`, `0.3`, `1!2`). "" for distro
 * packages; null for a version without a number to go by.
 */
export function releaseLine(ecosystem: string, version: string): string | null {
  const rule = ruleOf.get(ecosystem) ?? "first";
  if (rule === "release") return "";
  const found = version.length > 500 ? null : leadingNumbers.exec(version);
  if (!found) return null;
  const [epoch, ...numbers] = [found[1] ?? "0", found[2], found[3], found[4]].map((digits) => (digits ?? "0").replace(/^0+(?=\d)/, ""));
  const length = rule === "two" ? 2 : rule === "caret" ? lengthOfCaret(numbers) : 1;
  const line = numbers.slice(0, length).join(".");
  return epoch === "0" ? line : `${epoch}!${line}`;
}

function lengthOfCaret(numbers: readonly string[]): number {
  const place = numbers.findIndex((number) => number !== "0");
  return place < 0 ? numbers.length : place + 1;
}

const hasWord = (words: string) => {
  const shape = new RegExp(`(?<![a-z])(?:${words})(?![a-z])`, "i");
  return (version: string) => shape.test(version);
};
const isSemverPrerelease = (version: string) => (readSemver(version)?.prerelease.length ?? 0) > 0;
const pseudoVersion = /\d{14}-[0-9a-f]{12}(?:\+incompatible)?$/;

/** Schemes that are not here have no word for it: of distributions everything that is published is released. */
const isPrereleaseOf: Partial<Record<VersionScheme, (version: string) => boolean>> = {
  semver: isSemverPrerelease,
  "semver-build": isSemverPrerelease,
  nuget: isSemverPrerelease,
  // A commit without a tag is a version like any other there.
  golang: (version) => !pseudoVersion.test(version) && isSemverPrerelease(toGoSemver(version)),
  pep440: (version) => {
    const parts = readPep440(version);
    return parts !== null && (parts.pre !== null || parts.dev !== null);
  },
  rubygems: (version) => /[a-z]/i.test(withoutPlatform(version).replace(/^v/i, "")),
  maven: hasWord("alpha|beta|milestone|rc|cr|snapshot|preview|pre|ea|dev|[abm](?=[.-]?\\d)"),
  packagist: hasWord("alpha|beta|rc|dev|[ab]"),
};

/** Whether an ecosystem calls this version a pre-release: nobody is sent there who does not use one. */
export function isPrerelease(ecosystem: string, version: string): boolean {
  const scheme = schemeOf(ecosystem);
  return scheme !== null && (isPrereleaseOf[scheme]?.(version) ?? false);
}
