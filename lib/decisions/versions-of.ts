import { isRangeText, type KeyInterval, parseRange, sameVersion, schemeOf } from "@/lib/versions";
import type { GivenVersions } from "./given";

const everyVersion: GivenVersions = { range: null, lo: [], hi: [], hiInclusive: [], versions: [] };

/** Which versions a text means, or why that cannot be said. */
export type VersionsRead = { kind: "versions"; versions: GivenVersions } | { kind: "problem"; code: string; detail: string };

/**
 * The versions that a text means in an ecosystem: a range in the ecosystem's own syntax, one exact version, or `*`, an empty text and null for any. An exact
 * version also means what the ecosystem holds for the same. Never throws.
 */
export function versionsOf(ecosystem: string, given: string | null): VersionsRead {
  const text = given?.trim() ?? "";
  if (text === "" || text === "*") return { kind: "versions", versions: everyVersion };
  if (!isRangeText(text)) return { kind: "versions", versions: exactly(ecosystem, text) };
  const scheme = schemeOf(ecosystem);
  if (scheme === null) return { kind: "problem", code: "range_unreadable", detail: `Versions of ${ecosystem} cannot be ordered: name one version, or all.` };
  const range = parseRange(scheme, text);
  if (range.kind === "problem") return range;
  if (range.intervals.length === 0) return { kind: "problem", code: "range_empty", detail: `No version is in "${text}".` };
  return { kind: "versions", versions: { range: text, ...columnsOf(range.intervals), versions: [] } };
}

/** One version, as the dictionary has it: whatever signs are in it, it is no range. */
export function exactly(ecosystem: string, version: string): GivenVersions {
  const scheme = schemeOf(ecosystem);
  return { range: version, ...columnsOf(scheme === null ? [] : sameVersion(scheme, version)), versions: [version] };
}

const firstKey = Buffer.alloc(0);

/** A stored interval begins with its bound: the next key after one that is left out is that key and a zero byte. */
function columnsOf(intervals: readonly KeyInterval[]): Pick<GivenVersions, "lo" | "hi" | "hiInclusive"> {
  return {
    lo: intervals.map(({ lo, loInclusive }) => (lo === null ? firstKey : loInclusive ? lo : Buffer.concat([lo, Buffer.alloc(1)]))),
    hi: intervals.map(({ hi }) => hi),
    hiInclusive: intervals.map(({ hiInclusive }) => hiInclusive),
  };
}
