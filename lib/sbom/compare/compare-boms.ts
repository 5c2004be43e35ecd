import { purlOf } from "@/lib/purl";
import { analyseGraph } from "../analyse-graph";
import type { Bom, Component, ComponentDetails, ComponentScope } from "../model";
import { type HashConflict, hashConflicts } from "./hash-conflicts";
import { type LicenceChange, licenceChange } from "./licence-change";
import { pairVersions, type VersionStep, versionStep } from "./pair-versions";

/** A package version as one of the two documents holds it. */
export type ComparedVersion = {
  version: string;
  release: string | null;
  purl: string | null;
  scope: ComponentScope;
  direct: boolean;
  /** Direct dependencies that bring it, as `name version`; empty when direct or unknown. */
  via: string[];
};

/** One difference; a side is null where the package version was not, or is not any more. */
export type Difference = { ecosystem: string; name: string; from: ComparedVersion | null; to: ComparedVersion | null };

/** The kinds of difference, the most alarming first. One package version may be in several lists. */
export type Comparison = {
  /** The same version with other bytes: what no honest release does. */
  otherHash: (Difference & { hashes: HashConflict[] })[];
  added: Difference[];
  removed: Difference[];
  upgraded: Difference[];
  downgraded: Difference[];
  /** Another version whose order to the first cannot be told. */
  changed: Difference[];
  licenceChanged: (Difference & { licences: LicenceChange })[];
  /** What the root depends on now and did not before; `from` is set where it was there, but brought by others. */
  newDirect: Difference[];
  /** Package versions that are in both. */
  unchanged: number;
  /** False when a document has no dependencies, so that nothing can be said of direct ones. */
  directKnown: boolean;
};

type Entry = Component & { details: ComponentDetails; shown: ComparedVersion };

/** What is different in the second document. Both were read with details. Lists have direct dependencies first, then names in order. */
export function compareBoms(from: Bom, to: Bom): Comparison {
  const before = packagesOf(from);
  const after = packagesOf(to);
  const result: Comparison = {
    otherHash: [],
    added: [],
    removed: [],
    upgraded: [],
    downgraded: [],
    changed: [],
    licenceChanged: [],
    newDirect: [],
    unchanged: 0,
    directKnown: hasGraph(from) && hasGraph(to),
  };
  for (const name of new Set([...before.keys(), ...after.keys()])) comparePackage(before.get(name) ?? [], after.get(name) ?? [], result);
  for (const list of Object.values(result)) if (Array.isArray(list)) list.sort(byAttention);
  return result;
}

function comparePackage(before: readonly Entry[], after: readonly Entry[], result: Comparison): void {
  const known = new Map(before.map((entry) => [entry.key, entry]));
  const kept = new Set<string>();
  for (const entry of after) {
    const same = known.get(entry.key);
    if (same === undefined) continue;
    kept.add(entry.key);
    result.unchanged += 1;
    const hashes = hashConflicts(same, entry);
    if (hashes.length > 0) result.otherHash.push({ ...differenceOf(same, entry), hashes });
    compareLicences(same, entry, result);
  }
  const isNotKept = ({ key }: Entry) => !kept.has(key);
  const { pairs, onlyFrom, onlyTo } = pairVersions(before.filter(isNotKept), after.filter(isNotKept));
  for (const [left, right] of pairs) {
    const step: VersionStep = versionStep(left, right);
    result[step].push(differenceOf(left, right));
    compareLicences(left, right, result);
  }
  for (const entry of onlyFrom) result.removed.push(differenceOf(entry, null));
  for (const entry of onlyTo) result.added.push(differenceOf(null, entry));
  if (!result.directKnown || before.some(({ shown }) => shown.direct)) return;
  for (const entry of after) if (entry.shown.direct) result.newDirect.push(differenceOf(before[0] ?? null, entry));
}

function compareLicences(from: Entry, to: Entry, result: Comparison): void {
  const licences = licenceChange(from.details.licences, to.details.licences);
  if (licences !== null) result.licenceChanged.push({ ...differenceOf(from, to), licences });
}

function differenceOf(from: Entry | null, to: Entry | null): Difference {
  const { ecosystem, name } = (to ?? from) as Entry;
  return { ecosystem, name, from: from?.shown ?? null, to: to?.shown ?? null };
}

/** The versions of each package, by ecosystem and name. */
function packagesOf({ components, details, graph }: Bom): Map<string, Entry[]> {
  if (details === null) throw new Error("Only models that were read with details can be compared.");
  const { direct, via } = analyseGraph(components.length, graph);
  const packages = new Map<string, Entry[]>();
  for (const [index, component] of components.entries()) {
    const shown: ComparedVersion = {
      version: component.version,
      release: component.release || null,
      purl: purlOf(component),
      scope: component.scope,
      direct: direct[index] === 1,
      via: (via[index] ?? []).map((place) => labelOf(components[place] as Component)),
    };
    const name = `${component.ecosystem}\0${component.name}`;
    const entry = { ...component, details: details[index] as ComponentDetails, shown };
    const list = packages.get(name);
    if (list === undefined) packages.set(name, [entry]);
    else list.push(entry);
  }
  return packages;
}

function hasGraph({ graph }: Bom): boolean {
  return graph.direct.length > 0 || graph.targets.length > 0;
}

function labelOf({ name, version }: Component): string {
  return version === "" ? name : `${name} ${version}`;
}

function byAttention(a: Difference, b: Difference): number {
  const isDirect = (difference: Difference) => ((difference.to ?? difference.from)?.direct ? 0 : 1);
  return isDirect(a) - isDirect(b) || compareTexts(a.name, b.name) || compareTexts(a.ecosystem, b.ecosystem) || compareTexts(versionOf(a), versionOf(b));
}

const versionOf = ({ from, to }: Difference) => (to ?? from)?.version ?? "";
const compareTexts = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
