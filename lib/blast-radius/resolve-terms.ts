import type { ClientBase } from "pg";
import { ecosystemLabel, leafEcosystems, nameCandidates, normaliseName } from "@/lib/purl";
import type { Diagnostic, Term } from "@/lib/query";
import { type KeyInterval, parseRange, sameVersion, schemeOf } from "@/lib/versions";
import { type MatchedPackage, type MatchedVersions, selectPackages, selectVersions, type WantedName, type WantedVersions } from "./queries/dictionary";
import { type AskedAdvisories, resolveAdvisories } from "./resolve-advisories";

export type Resolved = MatchedVersions & {
  packagesMatched: number;
  /** `sha256:...` as builds store digests. */
  digests: string[];
  documents: Buffer[];
  diagnostics: Diagnostic[];
  /** What the ids of advisories in the question mean. */
  advisories: AskedAdvisories;
};
type PackageTerm = Extract<Term, { kind: "package" }>;

/** From the terms of a question to package versions of the dictionary. Versions are compared as keys, in the database. */
export async function resolveTerms(client: ClientBase, terms: readonly Term[]): Promise<Resolved> {
  const wanted: WantedVersions = { every: [], prefixes: [], texts: [], ranges: [], judged: [], unreadable: [], hashes: [], vulnerabilities: [] };
  const diagnostics: Diagnostic[] = [];
  const advisories = await resolveAdvisories(client, terms);
  diagnostics.push(...advisories.diagnostics);
  wanted.vulnerabilities.push(...advisories.vulnerabilities.filter(({ withdrawnAt }) => withdrawnAt === null).map(({ rowId }) => rowId));
  const names = terms.flatMap((term, index) => (term.kind === "package" ? [wantedName(term, index), unidentifiedName(term, index)] : []));
  const found = await selectPackages(client, names);
  const packages = found.filter((each) => each.term >= 0);
  for (const each of packages) {
    const term = terms[each.term];
    if (term?.kind === "package") addVersions(term, each, wanted, diagnostics);
  }
  const identified = new Set(packages.map((each) => each.id));
  for (const each of found) if (!identified.has(each.id)) wanted.unreadable.push(each.id);
  for (const term of terms) {
    if (term.kind === "prefix") wanted.prefixes.push({ ecosystem: term.ecosystem, from: term.prefix, to: `${term.prefix}\u{10FFFF}` });
    if (term.kind === "hash") wanted.hashes.push(Buffer.from(term.hex, "hex"));
  }
  const versions = await selectVersions(client, wanted);
  return {
    ...versions,
    packagesMatched: new Set(packages.map((each) => each.id)).size + versions.prefixPackages + versions.hashedPackages + versions.advisedPackages,
    digests: wanted.hashes.map((hash) => `sha256:${hash.toString("hex")}`),
    documents: wanted.hashes,
    diagnostics,
    advisories,
  };
}

/** A bare name also means the last segment where the ecosystem writes names that way; `core` never means `@angular/core`. */
function wantedName({ ecosystem, name, namespace }: PackageTerm, term: number): WantedName {
  const names = ecosystem === null ? nameCandidates(name) : [normaliseName(ecosystem, name)];
  const ecosystems = ecosystem === null ? null : [ecosystem];
  const leafOf = (ecosystems ?? leafEcosystems).filter((each) => leafEcosystems.includes(each));
  const isBare = namespace === null && !/[/:]/.test(name);
  return { term, ecosystems, names, leaf: isBare && leafOf.length > 0 ? { text: name.toLowerCase(), ecosystems: leafOf } : null };
}

/**
 * Components without a purl that have the name: they may be the package that is asked for, so whoever holds them is unknown
 * and not clean. Their terms are counted from -1 downwards, to tell them from what the name means.
 */
function unidentifiedName({ ecosystem, name }: PackageTerm, term: number): WantedName {
  const ecosystems = ["unidentified"];
  const last = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf(":")) + 1);
  const byLeaf = last === name || (ecosystem !== null && leafEcosystems.includes(ecosystem));
  return {
    term: -1 - term,
    ecosystems,
    names: [...new Set([name, name.replaceAll(":", "/")])],
    leaf: byLeaf ? { text: last.toLowerCase(), ecosystems } : null,
  };
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
