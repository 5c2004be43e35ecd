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
  /** Findings by vulnerability, and artifacts by package version. */
  wanted: Map<number, number>;
  versions: Map<number, number>;
  sameLine: Target | null;
  any: Target | null;
};

/** A package version with those of its vulnerabilities that are asked for. */
export type Held = { versionId: number; vulnerabilityIds: readonly number[] };

/** What has to be upgraded for findings to close, and in how many artifacts each package version is with such findings. */
export type Link = { items: readonly number[]; groups: readonly Group[]; held: Map<Held, number> };

export type Grouped = {
  items: Item[];
  groups: Group[];
  links: Link[];
  /** By the number of a class, what its findings are and what closes them; nothing for one without findings that are asked for. */
  heldOf: readonly (Held | undefined)[];
  linkOf: readonly (Link | undefined)[];
  itemOf: (versionId: number) => number;
};

/** The findings that are asked for by what is to be upgraded, each group with the versions to go to. */
export function groupFindings(input: PlanInput): Grouped {
  const { versions, classes, isWanted } = input;
  const items = new Items(versions);
  const links = new Links(items);
  const heldOf = new Array<Held | undefined>(classes.length);
  const linkOf = new Array<Link | undefined>(classes.length);
  // Classes share the lists of their vulnerabilities, which are looked at once.
  const heldBy = new Map<readonly number[], Held>();
  const counts = countArtifacts(input);
  for (let number = 0; number < classes.length; number++) {
    const artifacts = counts[number] ?? 0;
    const source = classes[number];
    if (artifacts === 0 || source === undefined) continue;
    let held = heldBy.get(source.vulnerabilityIds);
    if (held === undefined) {
      held = { versionId: source.versionId, vulnerabilityIds: source.vulnerabilityIds.filter(isWanted) };
      heldBy.set(source.vulnerabilityIds, held);
    }
    if (held.vulnerabilityIds.length === 0) continue;
    const subject = items.of(source.versionId);
    const link = isClosedByItself(source, versions) ? links.own(subject) : links.brought(source.directIds, subject);
    link.held.set(held, (link.held.get(held) ?? 0) + artifacts);
    heldOf[number] = held;
    linkOf[number] = link;
  }
  for (const link of links.list) for (const group of link.groups) addTo(group, link.held);
  const grouped = { items: items.list, groups: links.groups, links: links.list, heldOf, linkOf, itemOf: (id: number) => items.of(id) };
  aimGroups(grouped, input);
  return grouped;
}

/** Finds where groups can go, by what is known of their packages now. */
export function aimGroups({ groups, items }: Pick<Grouped, "groups" | "items">, input: PlanInput): void {
  for (const group of groups) aim(group, items, input);
}

function countArtifacts({ artifacts, classes }: PlanInput): Int32Array {
  const counts = new Int32Array(classes.length);
  for (const { classes: numbers } of artifacts) for (let i = 0; i < numbers.length; i++) counts[numbers[i] ?? 0] = (counts[numbers[i] ?? 0] ?? 0) + 1;
  return counts;
}

function addTo({ wanted, versions }: Group, held: Link["held"]): void {
  for (const [{ versionId, vulnerabilityIds }, artifacts] of held) {
    versions.set(versionId, (versions.get(versionId) ?? 0) + artifacts);
    for (const id of vulnerabilityIds) wanted.set(id, (wanted.get(id) ?? 0) + artifacts);
  }
}

/** Groups and what links findings to them, made as they are met. */
class Links {
  readonly groups: Group[] = [];
  readonly list: Link[] = [];
  readonly #items: Items;
  /** By item and subject; of the item itself its own. */
  readonly #groups: Map<number, Group>[] = [];
  readonly #single = new Map<Group, Link>();
  readonly #several = new Map<readonly number[], Map<number, Link>>();

  constructor(items: Items) {
    this.#items = items;
  }

  own(subject: number): Link {
    return this.#one(this.#group(subject, ownSubject, subject));
  }

  brought(directIds: readonly number[], subject: number): Link {
    const [first] = directIds;
    if (directIds.length === 1 && first !== undefined) return this.#one(this.#group(this.#items.of(first), subject, subject));
    const of = this.#several.get(directIds) ?? new Map<number, Link>();
    this.#several.set(directIds, of);
    const known = of.get(subject);
    if (known) return known;
    const groups = [...new Set(directIds.map((id) => this.#items.of(id)))].map((item) => this.#group(item, subject, subject));
    const link = groups.length === 1 && groups[0] ? this.#one(groups[0]) : this.#add(groups);
    of.set(subject, link);
    return link;
  }

  #one(group: Group): Link {
    const known = this.#single.get(group);
    if (known) return known;
    const link = this.#add([group]);
    this.#single.set(group, link);
    return link;
  }

  #add(groups: readonly Group[]): Link {
    const link = { items: groups.map(({ item }) => item), groups, held: new Map() };
    this.list.push(link);
    return link;
  }

  #group(item: number, key: number, subject: number): Group {
    const of = this.#groups[item] ?? new Map<number, Group>();
    this.#groups[item] = of;
    const known = of.get(key);
    if (known) return known;
    const group: Group = { item, subject, isOwn: key === ownSubject, wanted: new Map(), versions: new Map(), sameLine: null, any: null };
    this.groups.push(group);
    of.set(key, group);
    return group;
  }
}

const ownSubject = -1;

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
