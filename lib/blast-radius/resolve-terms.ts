import type { ClientBase } from "pg";
import { ecosystemLabel, leafEcosystems, nameCandidates, normaliseName } from "@/lib/purl";
import type { Diagnostic, Term } from "@/lib/query";
import { type KeyInterval, parseRange, sameVersion, schemeOf } from "@/lib/versions";
import type { Holding } from "./hits";
import {
  type HoldersToo,
  type MatchedPackage,
  type MatchedVersions,
  selectPackages,
  selectVersions,
  type WantedNames,
  type WantedVersions,
} from "./queries/dictionary";
import { type AskedAdvisories, resolveAdvisories } from "./resolve-advisories";

export type Resolved = MatchedVersions & {
  packagesMatched: number;
  /** `sha256:...` as builds store digests. */
  digests: string[];
  documents: Buffer[];
  diagnostics: Diagnostic[];
  /** What the ids of advisories in the question mean. */
  advisories: AskedAdvisories;
  /** Who holds what is matched now; null: it was not read. */
  current: Holding[] | null;
};
type PackageTerm = Extract<Term, { kind: "package" }>;

const noHolders = async () => null;

/**
 * From the terms of a question to package versions of the dictionary. Versions are compared as keys, in the database.
 * @param holdersToo whether who holds them now is read with them; asked when the snapshot has answered
 */
export async function resolveTerms(client: ClientBase, terms: readonly Term[], holdersToo: () => Promise<HoldersToo | null> = noHolders): Promise<Resolved> {
  const wanted: WantedVersions = { every: [], prefixes: [], texts: [], ranges: [], judged: [], unreadable: [], hashes: [], vulnerabilities: [] };
  const diagnostics: Diagnostic[] = [];
  const advisories = await resolveAdvisories(client, terms);
  diagnostics.push(...advisories.diagnostics);
  wanted.vulnerabilities.push(...advisories.vulnerabilities.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ rowId }) => rowId));
  const names: WantedNames = { names: [], leaves: [], withoutPurl: [] };
  terms.forEach((term, index) => {
    if (term.kind === "package") addNames(term, index, names);
  });
  const packages = new Set<number>();
  const unidentified = new Set<number>();
  // A term and a package in one number: ids are below 2^31, terms far fewer than what is left of 2^53.
  const seen = new Set<number>();
  for (const found of await selectPackages(client, names)) {
    const term = terms[found.term];
    if (term?.kind !== "package") continue;
    if (!isMeant(term, found)) unidentified.add(found.id);
    else if (!seen.has(found.term * 2 ** 31 + found.id)) {
      seen.add(found.term * 2 ** 31 + found.id);
      packages.add(found.id);
      addVersions(term, found, wanted, diagnostics);
    }
  }
  for (const id of unidentified) if (!packages.has(id)) wanted.unreadable.push(id);
  for (const term of terms) {
    if (term.kind === "prefix") wanted.prefixes.push({ ecosystem: term.ecosystem, from: term.prefix, to: `${term.prefix}\u{10FFFF}` });
    if (term.kind === "hash") wanted.hashes.push(Buffer.from(term.hex, "hex"));
  }
  const versions = await selectVersions(client, wanted, await holdersToo());
  return {
    ...versions,
    packagesMatched: packages.size + versions.prefixPackages + versions.hashedPackages + versions.advisedPackages,
    digests: wanted.hashes.map((hash) => `sha256:${hash.toString("hex")}`),
    documents: wanted.hashes,
    diagnostics,
    advisories,
  };
}

const noPurl = "unidentified";
const onlyWithoutPurl: readonly string[] = [noPurl];

/**
 * A bare name also means the last segment where the ecosystem writes names that way; `core` never means `@angular/core`. Components without a purl
 * that have the name are looked for too: they may be the package that is asked for, so whoever holds them is unknown and not clean.
 */
function addNames({ ecosystem, name, namespace }: PackageTerm, term: number, { names, leaves, withoutPurl }: WantedNames): void {
  const own = ecosystem === null ? nameCandidates(name) : [normaliseName(ecosystem, name)];
  const ecosystems = ecosystem === null ? null : withoutPurlToo(ecosystem);
  for (const text of own) names.push({ term, text, ecosystems });
  if (!own.includes(name)) names.push({ term, text: name, ecosystems: onlyWithoutPurl });
  const slashed = name.replaceAll(":", "/");
  if (slashed !== name && !own.includes(slashed)) names.push({ term, text: slashed, ecosystems: onlyWithoutPurl });
  const last = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf(":")) + 1);
  const isWhole = last === name;
  const leafOf = isWhole && namespace === null ? (ecosystem === null ? leafEcosystems : leafEcosystems.filter((each) => each === ecosystem)) : [];
  if (!isWhole && (ecosystem === null || !leafEcosystems.includes(ecosystem))) return;
  // Most names of a list are of ecosystems without segments, and most inventories know every package: a small index says so.
  if (leafOf.length === 0) withoutPurl.push({ term, text: last.toLowerCase() });
  else leaves.push({ term, text: last.toLowerCase(), ecosystems: [...leafOf, noPurl] });
}

// One list for each ecosystem, so that a thousand names share it.
const pairs = new Map<string, readonly string[]>();

function withoutPurlToo(ecosystem: string): readonly string[] {
  const known = pairs.get(ecosystem) ?? [ecosystem, noPurl];
  if (pairs.size < 100) pairs.set(ecosystem, known);
  return known;
}

/** Whether a package that was found is what the term names, and not a component without a purl that might be it. */
function isMeant({ ecosystem, name: asked }: PackageTerm, { ecosystem: found, name }: MatchedPackage): boolean {
  if (found !== noPurl || ecosystem === noPurl) return true;
  return ecosystem === null && name !== null && nameCandidates(asked).includes(name);
}

function addVersions(term: PackageTerm, { id, ecosystem }: MatchedPackage, wanted: WantedVersions, diagnostics: Diagnostic[]): void {
  const { version } = term;
  if (version.kind === "any") {
    wanted.every.push(id);
    return;
  }
  const scheme = schemeOf(ecosystem);
  if (version.kind === "exact") {
    wanted.judged.push(id);
    wanted.texts.push({ packageId: id, version: version.text });
    if (scheme) addIntervals(id, sameVersion(scheme, version.text), wanted);
    return;
  }
  const range = scheme && parseRange(scheme, version.text);
  if (range === null || !("intervals" in range)) {
    // Not readable here: nothing of this package is known to be outside the range.
    wanted.unreadable.push(id);
    const why = range?.detail ?? "Its versions cannot be ordered yet.";
    diagnostics.push({
      code: "range_unreadable",
      message: `"${version.text}" is no range for ${ecosystemLabel(ecosystem)}: ${why} What holds the package there counts as unknown.`,
      start: term.start,
      end: term.end,
    });
    return;
  }
  wanted.judged.push(id);
  addIntervals(id, range.intervals, wanted);
}

function addIntervals(packageId: number, intervals: readonly KeyInterval[], wanted: WantedVersions): void {
  for (const { lo, loInclusive, hi, hiInclusive } of intervals) {
    wanted.ranges.push({
      packageId,
      low: lo === null ? Buffer.alloc(0) : loInclusive ? lo : after(lo),
      high: hi === null ? null : hiInclusive ? after(hi) : hi,
    });
  }
}

/** The least byte string above a key: turns an inclusive bound into a half-open one and the other way round. */
function after(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.of(0)]);
}
