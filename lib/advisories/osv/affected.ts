import type { AdvisoryKind, AffectedPackage, AffectedRange, AffectedVersion, SkippedPart } from "@/lib/advisories/model";
import type { VersionScheme } from "@/lib/versions";
import { type Entry, readEntry } from "./entry";
import { firstKey, type Interval, isCovered, isWildcard } from "./intervals";
import { nameLengthMax, rangesMax, versionLengthMax, versionsMax } from "./limits";
import type { OsvAffected, OsvPackage, OsvRecord } from "./record";
import { OsvRefusal } from "./refusal";
import { type Target, targetOf, targetOfPurl } from "./target";
import { compareKeys, keyOf } from "./version-keys";

type Skip = (part: SkippedPart) => void;
type Known = Extract<Target, { kind: "known" }>;
/** All that a record says of one package in one release. */
type Group = AffectedPackage & { scheme: VersionScheme | null; entries: Entry[]; proEntries: Entry[]; at: number };
export type Affected = { ranges: AffectedRange[]; versions: AffectedVersion[] };

/** Whom a record affects: per package and release the union of its entries' ranges and of the listed versions outside of them. */
export function affectedOf(record: OsvRecord, kind: AdvisoryKind, skip: Skip): Affected {
  const affected: Affected = { ranges: [], versions: [] };
  const entries = record.affected;
  if (entries === undefined || entries === null) return affected;
  const groups: Group[] = [];
  const byName = entries.length > 1 ? new Map<string, Group>() : null;
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    if (entry === undefined) continue;
    const found = packageOf(entry, i, skip);
    if (found === null) continue;
    const { target, name } = found;
    const id = byName === null ? "" : `${target.ecosystem} ${target.release} ${name}`;
    let group = byName?.get(id);
    if (group === undefined) {
      group = { ecosystem: target.ecosystem, name, release: target.release, scheme: target.scheme, entries: [], proEntries: [], at: i };
      byName?.set(id, group);
      groups.push(group);
    }
    (target.isPro ? group.proEntries : group.entries).push(readEntry(entry, i, target.scheme, kind === "malware", skip));
  }
  for (const group of groups) addGroup(affected, group, skip);
  return affected;
}

function packageOf(entry: OsvAffected, i: number, skip: Skip): { target: Known; name: string } | null {
  const named = entry.package;
  if (named === undefined) {
    skip({ code: "no_package", pointer: `/affected/${i}`, detail: "The entry names no package." });
    return null;
  }
  const { target, name } = lookUp(named);
  if (target.kind === "skipped") {
    skip({ code: target.code, pointer: `/affected/${i}/package/ecosystem`, detail: target.detail });
    return null;
  }
  if (name === null || name === "" || name.length > nameLengthMax) {
    skip({ code: "name_unusable", pointer: `/affected/${i}/package/name`, detail: "The name is not one that an SBOM could give this package." });
    return null;
  }
  return { target, name };
}

function lookUp(named: OsvPackage): { target: Target; name: string | null } {
  const target = targetOf(named.ecosystem);
  if (target.kind === "known") return { target, name: target.nameOf(named.name.trim()) };
  const byPurl = target.code === "ecosystem_unknown" && named.purl !== undefined ? targetOfPurl(named.purl) : null;
  return byPurl ?? { target, name: null };
}

function addGroup(affected: Affected, group: Group, skip: Skip): void {
  const { ecosystem, name, release } = group;
  const all = entriesThatCount(group, skip);
  let intervals = all.length === 1 && all[0] !== undefined ? all[0].intervals : all.flatMap((entry) => entry.intervals);
  if (intervals.length > 1) intervals = distinct(intervals);
  for (const { lo, hi, hiInclusive, fixed } of intervals) affected.ranges.push({ ecosystem, name, release, lo, hi, hiInclusive, fixed });
  let isNamed = intervals.length > 0;
  if (!intervals.some(isWildcard)) {
    const seen = new Set<string>();
    for (const { listed } of all) {
      for (const version of listed) {
        isNamed = true;
        if (version === "" || version.length > versionLengthMax || seen.has(version)) continue;
        const versionKey = group.scheme === null ? null : keyOf(group.scheme, version);
        if (versionKey !== null && isCovered(intervals, versionKey)) continue;
        seen.add(version);
        affected.versions.push({ ecosystem, name, release, version, versionKey });
      }
    }
  }
  // Nothing that could be read: an empty interval keeps the package known, for versions that are then undetermined and not clean.
  if (!isNamed && all.some((entry) => entry.isUnreadable)) {
    affected.ranges.push({ ecosystem, name, release, lo: firstKey, hi: firstKey, hiInclusive: false, fixed: null });
  }
  if (affected.ranges.length > rangesMax) throw new OsvRefusal("too_many_parts", "/affected", `The record has more than ${rangesMax} ranges.`);
  if (affected.versions.length > versionsMax) throw new OsvRefusal("too_many_parts", "/affected", `The record lists more than ${versionsMax} versions.`);
}

/**
 * Ubuntu Pro's entries count in full where the record has no plain one for the package and release. Beside a plain one only the versions
 * that were built for subscribers (`esm` in them) count: of all others the plain entry knows which are fixed.
 */
function entriesThatCount({ entries, proEntries, at }: Group, skip: Skip): Entry[] {
  if (proEntries.length === 0) return entries;
  if (entries.length === 0) return proEntries;
  skip({ code: "pro_beside_plain", pointer: `/affected/${at}`, detail: "Ubuntu Pro's ranges are for subscribers; the plain entry has the archive's." });
  const ofSubscribers = proEntries.map((entry) => ({ intervals: [], listed: entry.listed.filter((version) => version.includes("esm")), isUnreadable: false }));
  return [...entries, ...ofSubscribers];
}

/** In order, and each once: records say the same of a package for every product that has it. */
function distinct(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort(compareIntervals);
  return sorted.filter((interval, at) => at === 0 || compareIntervals(sorted[at - 1] as Interval, interval) !== 0);
}

function compareIntervals(a: Interval, b: Interval): number {
  const byLo = compareKeys(a.lo, b.lo);
  if (byLo !== 0) return byLo;
  if (a.hi === null || b.hi === null) return (a.hi === null ? 1 : 0) - (b.hi === null ? 1 : 0);
  return compareKeys(a.hi, b.hi) || Number(a.hiInclusive) - Number(b.hiInclusive);
}
