import { storedKey, type VersionScheme, versionKey } from "@/lib/versions";
import type { AffectedPackage, AffectedRange, AffectedVersion, SkippedPart } from "../model";
import { cutAt, evaluateEvents, isWildcard, isWithin, type KeyStretch } from "./evaluate-events";
import { rangesMax, skippedMax, versionLengthMax, versionsMax } from "./limits";
import { type NamedPackage, packageOf } from "./package-of";
import type { OsvAffected, OsvRange } from "./record";
import { OsvRefusal } from "./refusal";

export type ReadAffected = { ranges: AffectedRange[]; versions: AffectedVersion[]; skipped: SkippedPart[] };

const noPackage = { code: "no_package", detail: "The entry names no package." };

type Entry = { named: NamedPackage; stretches: KeyStretch[]; listed: string[] };

/**
 * The union of all entries: versions that are listed or in a range. A range whose bounds cannot be ordered, a range of commits and a
 * package that no SBOM can list are skipped alone, and said.
 */
export function readAffected(affected: readonly OsvAffected[], isMalware: boolean): ReadAffected {
  const skipped: SkippedPart[] = [];
  const skip = (code: string, pointer: string, detail: string) => {
    if (skipped.length < skippedMax) skipped.push({ code, pointer, detail });
  };
  const entries = new Map<string, Entry>();
  for (const [i, entry] of affected.entries()) {
    const named = entry.package ? packageOf(entry.package) : noPackage;
    if ("code" in named) {
      skip(named.code, `/affected/${i}/package`, named.detail);
      continue;
    }
    const key = `${named.ecosystem}\0${named.name}\0${named.release}\0${named.isPro}`;
    let known = entries.get(key);
    if (known === undefined) {
      known = { named, stretches: [], listed: [] };
      entries.set(key, known);
    }
    readEntry(known, entry, i, isMalware, skip);
  }
  const result: ReadAffected = { ranges: [], versions: [], skipped };
  for (const entry of withoutNeedlessPro(entries)) store(entry, result);
  if (result.ranges.length > rangesMax || result.versions.length > versionsMax)
    throw new OsvRefusal("too_many_parts", "/affected", "The record has too many ranges or versions.");
  return result;
}

type Skip = (code: string, pointer: string, detail: string) => void;

function readEntry(known: Entry, entry: OsvAffected, i: number, isMalware: boolean, skip: Skip): void {
  const { scheme } = known.named;
  const listed = (entry.versions ?? []).filter((version) => version !== "" && version.length <= versionLengthMax);
  let stretches = (entry.ranges ?? []).flatMap((range, j) => readRange(scheme, range, `/affected/${i}/ranges/${j}`, skip));
  stretches = withCustomRanges(known.named, entry, i, stretches, skip);
  stretches = belowLastKnown(scheme, entry, stretches);
  // Of malware an explicit list beats "all versions", which sources write before they know better.
  if (isMalware && listed.length > 0) stretches = stretches.filter((stretch) => !isWildcard(stretch));
  known.stretches.push(...stretches);
  for (const version of listed) known.listed.push(version);
}

function readRange(scheme: VersionScheme, range: OsvRange, pointer: string, skip: Skip): KeyStretch[] {
  if (range.type === "GIT") {
    skip("git_range", pointer, "A range of commits; the entry's other ranges and versions count.");
    return [];
  }
  const evaluated = evaluateEvents(scheme, range.events);
  if (evaluated.kind === "stretches") return evaluated.stretches;
  skip("bound_unorderable", pointer, `The bound ${evaluated.version.slice(0, 100)} cannot be ordered.`);
  return [];
}

/** Go's database writes "all versions" for modules that do not follow Go's versions, and what they really are in `custom_ranges`. */
function withCustomRanges({ ecosystem, scheme }: NamedPackage, entry: OsvAffected, i: number, stretches: KeyStretch[], skip: Skip): KeyStretch[] {
  const custom = entry.ecosystem_specific?.custom_ranges;
  if (ecosystem !== "golang" || !Array.isArray(custom) || !stretches.every(isWildcard)) return stretches;
  const read = (custom as OsvRange[]).flatMap((range, j) => {
    const isUsable = typeof range === "object" && range !== null && Array.isArray(range.events);
    return isUsable ? readRange(scheme, range, `/affected/${i}/ecosystem_specific/custom_ranges/${j}`, skip) : [];
  });
  return read.length > 0 ? read : stretches;
}

/** GitHub's upper bound of a range for which there is no fix: `<= 1.2.3`, `< 2`. */
function belowLastKnown(scheme: VersionScheme, entry: OsvAffected, stretches: KeyStretch[]): KeyStretch[] {
  const text = entry.database_specific?.last_known_affected_version_range;
  const bound = typeof text === "string" ? /^\s*(<=?)\s*(\S{1,200})\s*$/.exec(text) : null;
  const key = bound?.[2] === undefined ? null : versionKey(scheme, bound[2]);
  if (key === null) return stretches;
  return stretches.flatMap((stretch) => (stretch.hi === null ? cutAt([stretch], key, bound?.[1] === "<=") : [stretch]));
}

/**
 * Ubuntu Pro's entries count where the record has no plain one for that package and release: the packages are the same, and only
 * their fix is Pro's. Where it has, the plain one decides, since an SBOM does not say whether its system has Pro.
 */
function withoutNeedlessPro(entries: ReadonlyMap<string, Entry>): Entry[] {
  return [...entries].flatMap(([key, entry]) => {
    if (!entry.named.isPro) return [entry];
    return entries.has(key.replace(/true$/, "false")) ? [] : [entry];
  });
}

function store({ named, stretches, listed }: Entry, result: ReadAffected): void {
  const of: AffectedPackage = { ecosystem: named.ecosystem, name: named.name, release: named.release };
  for (const stretch of stretches) result.ranges.push({ ...of, ...stretch });
  if (stretches.some(isWildcard)) return;
  const seen = new Set<string>();
  for (const version of listed) {
    if (seen.has(version)) continue;
    seen.add(version);
    const key = storedKey(named.ecosystem, version);
    if (key === null || !isWithin(stretches, key)) result.versions.push({ ...of, version, versionKey: key });
  }
}
