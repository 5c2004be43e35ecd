import { chooseTarget, type Need, type Target } from "./choose-target";
import type { FindingClass, PlanInput, PlanVersion } from "./plan-input";

/** What is upgraded together: versions of a package on one line. */
export type Item = { packageId: number; release: string; line: string; isOrdered: boolean; isOfDistribution: boolean };

/** Findings of one item's package, by what would close them. */
export type Group = {
  /** What is upgraded. */
  item: number;
  /** What the findings are of. */
  subject: number;
  /** The same: the findings are closed by a version of the item; else it brings the subject. */
  isOwn: boolean;
  wanted: Map<number, number>;
  /** In how many artifacts. */
  versions: Map<number, number>;
  sameLine: Target | null;
  any: Target | null;
};

/** A class with findings that are asked for. */
export type WantedClass = { number: number; artifacts: number; vulnerabilityIds: number[]; items: number[]; groups: Group[]; source: FindingClass };

export type Grouped = { items: Item[]; groups: Group[]; classes: WantedClass[]; itemOf: (versionId: number) => number };

/** The findings that are asked for by what is to be upgraded, each group with the versions to go to. */
export function groupFindings(input: PlanInput): Grouped {
  const items = new Items(input.versions);
  const groups = new Map<string, Group>();
  const classes: WantedClass[] = [];
  for (const [number, artifacts] of countArtifacts(input)) {
    const source = input.classes[number];
    const vulnerabilityIds = source?.vulnerabilityIds.filter(input.isWanted) ?? [];
    if (source === undefined || vulnerabilityIds.length === 0) continue;
    const subject = items.of(source.versionId);
    const causes = isClosedByItself(source, input.versions) ? [subject] : [...new Set(source.directIds.map((id) => items.of(id)))];
    const own = isClosedByItself(source, input.versions);
    const found = causes.map((item) => groupOf(groups, item, subject, own));
    for (const group of found) addTo(group, source.versionId, vulnerabilityIds, artifacts);
    classes.push({ number, artifacts, vulnerabilityIds, items: causes, groups: found, source });
  }
  const grouped = { items: items.list, groups: [...groups.values()], classes, itemOf: (id: number) => items.of(id) };
  aimGroups(grouped, input);
  return grouped;
}

/** Finds where groups can go, by what is known of their packages now. */
export function aimGroups({ groups, items }: Pick<Grouped, "groups" | "items">, input: PlanInput): void {
  for (const group of groups) aim(group, items, input);
}

function countArtifacts({ artifacts, classes }: PlanInput): [number, number][] {
  const counts = new Int32Array(classes.length);
  for (const artifact of artifacts)
    for (let i = 0; i < artifact.classes.length; i++) counts[artifact.classes[i] ?? 0] = (counts[artifact.classes[i] ?? 0] ?? 0) + 1;
  return [...counts.entries()].filter(([, count]) => count > 0);
}

/** Whether a version of the package itself has to be set, whatever brings it. Distro packages are upgraded one by one. */
function isClosedByItself({ cause, directIds, versionId }: FindingClass, versions: PlanInput["versions"]): boolean {
  return cause !== "brought" || directIds.length === 0 || (versions.get(versionId)?.isOfDistribution ?? false);
}

/** Items by the package versions that they are of, numbered as they are met. */
class Items {
  readonly list: Item[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #byVersion = new Map<number, number>();
  readonly #versions: PlanInput["versions"];

  constructor(versions: PlanInput["versions"]) {
    this.#versions = versions;
  }

  of(versionId: number): number {
    const known = this.#byVersion.get(versionId);
    if (known !== undefined) return known;
    const item = toItem(this.#versions.get(versionId), versionId);
    const key = `${item.packageId} ${item.isOrdered} ${item.release} ${item.line}`;
    const number = this.#numbers.get(key) ?? this.list.push(item) - 1;
    this.#numbers.set(key, number);
    this.#byVersion.set(versionId, number);
    return number;
  }
}

function toItem(version: PlanVersion | undefined, versionId: number): Item {
  // The dictionary has every version; one that is not there is a package of its own that nothing fixes.
  if (version === undefined) return { packageId: -versionId, release: "", line: "", isOrdered: false, isOfDistribution: false };
  const { packageId, release, key, line, isOfDistribution } = version;
  return { packageId, release, line: key === null ? "" : (line ?? ""), isOrdered: key !== null, isOfDistribution };
}

function groupOf(groups: Map<string, Group>, item: number, subject: number, isOwn: boolean): Group {
  const key = isOwn ? `${item}` : `${item} ${subject}`;
  const known = groups.get(key);
  if (known) return known;
  const group: Group = { item, subject, isOwn, wanted: new Map(), versions: new Map(), sameLine: null, any: null };
  groups.set(key, group);
  return group;
}

function addTo({ wanted, versions }: Group, versionId: number, vulnerabilityIds: readonly number[], artifacts: number): void {
  for (const id of vulnerabilityIds) wanted.set(id, (wanted.get(id) ?? 0) + artifacts);
  versions.set(versionId, (versions.get(versionId) ?? 0) + artifacts);
}

/** Finds where the group can go: by versions that advisories name, and where these leave something open by those that the fleet has too. */
function aim(group: Group, items: readonly Item[], { factsOf, versions, vulnerabilities }: PlanInput): void {
  const subject = items[group.subject];
  if (!subject?.isOrdered) return;
  const facts = factsOf(subject.packageId, subject.release);
  const need = needOf(group, subject, versions, (version) => facts.affecting(version));
  if (need === null) return;
  const isMalware = (id: number) => vulnerabilities.get(id)?.kind === "malware";
  const choose = (candidates: typeof facts.all, withinLine: boolean) => chooseTarget(candidates, need, withinLine, isMalware);
  group.any = choose(facts.advised, false);
  const candidates = group.any?.leaves === 0 ? facts.advised : facts.all;
  if (candidates !== facts.advised) group.any = choose(candidates, false);
  group.sameLine = choose(candidates, true);
}

function needOf(
  { wanted, versions: inUse }: Group,
  { line }: Item,
  versions: PlanInput["versions"],
  affecting: (version: { version: string; key: Buffer }) => ReadonlySet<number>,
): Need | null {
  const known = new Set<number>();
  let above: Buffer | null = null;
  let allowsPrereleases = true;
  for (const id of inUse.keys()) {
    const found = versions.get(id);
    if (!found?.key) continue;
    if (above === null || Buffer.compare(found.key, above) > 0) above = found.key;
    allowsPrereleases &&= found.isPrerelease;
    for (const vulnerabilityId of affecting({ version: found.version, key: found.key })) known.add(vulnerabilityId);
  }
  return above && { wanted, above, line, allowsPrereleases, known };
}
