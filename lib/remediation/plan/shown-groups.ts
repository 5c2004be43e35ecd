import { type Aim, type Aims, aimWithin } from "./aims";
import type { AskedFindings } from "./asked-findings";
import type { Target } from "./choose-target";
import { classWidth } from "./finding-class";
import type { FindingClasses } from "./finding-classes";
import { compareItems, noItem } from "./items";
import type { PlanInput } from "./plan-input";
import type { Shown } from "./shown-classes";

/** Findings of one item's package that are shown together: those of the item itself, or of what it brings. */
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
  /** Versions of the item that bring them. */
  directIds: Set<number>;
  sameLine: Target | null;
  any: Target | null;
};

/** Of an item its own group, of those that it brings the ones with most findings, and how many more there are. */
export type ShownGroups = { own: Group | null; brought: Group[]; broughtMore: number };

/** The groups of some items, each with the versions to go to; `broughtMax` at most of what each brings. */
export function groupShown(
  input: PlanInput,
  asked: AskedFindings,
  aims: Aims,
  { items, isShown }: Shown,
  broughtMax: number,
): ReadonlyMap<number, ShownGroups> {
  const found = mostBrought(input.classes, asked, { items, isShown }, broughtMax);
  const { classes } = input;
  const { itemSets, directs } = classes;
  // By item, for a look into a map for each of a million classes takes longer.
  const ofItem: (Groups | undefined)[] = new Array(classes.items.length).fill(undefined);
  for (const [item, groups] of found) ofItem[item] = groups;
  for (let number = 0; number < isShown.length; number++) {
    if (isShown[number] === 0) continue;
    const list = classes.columns[number * classWidth] ?? 0;
    const subject = classes.itemOfClass[number] ?? 0;
    const wanted = asked.wanted[list] ?? [];
    const artifacts = asked.artifacts[number] ?? 0;
    if (asked.isOwn[number] === 1) {
      const of = ofItem[subject];
      if (of === undefined) continue;
      of.own ??= emptyGroup(subject, subject, true);
      addTo(of.own, classes, list, wanted, artifacts);
      continue;
    }
    const set = classes.setOfClass[number] ?? 0;
    const directList = classes.columns[number * classWidth + 2] ?? 0;
    for (let i = itemSets.starts[set] ?? 0; i < (itemSets.starts[set + 1] ?? 0); i++) {
      const item = itemSets.values[i] ?? 0;
      const group = ofItem[item]?.bySubject.get(subject);
      if (group === undefined) continue;
      addTo(group, classes, list, wanted, artifacts);
      for (let k = directs.starts[directList] ?? 0; k < (directs.starts[directList + 1] ?? 0); k++) {
        const direct = directs.values[k] ?? 0;
        if (classes.itemOf[direct] === item) group.directIds.add(classes.versionIds[direct] ?? 0);
      }
    }
  }
  return new Map(
    [...found].map(([item, { own, bySubject, broughtMore }]) => [item, aimed({ own, brought: [...bySubject.values()], broughtMore }, input, aims)]),
  );
}

function aimed(groups: ShownGroups, input: PlanInput, { own, brought }: Aims): ShownGroups {
  if (groups.own) Object.assign(groups.own, targetsOf(own.get(groups.own.subject)));
  for (const group of groups.brought) {
    const versions = [...group.versions.keys()].flatMap((id) => input.classes.subject(input.classes.place(id)) ?? []);
    const aim = brought.get(group.subject);
    Object.assign(group, aim ? aimWithin(aim, input, group.wanted, versions) : targetsOf(undefined));
  }
  return groups;
}

const targetsOf = (aim: Aim | undefined) => ({ sameLine: aim?.sameLine ?? null, any: aim?.any ?? null });

type Groups = { own: Group | null; bySubject: Map<number, Group>; broughtMore: number };

/** Empty groups of what each item brings most findings of. */
function mostBrought(classes: FindingClasses, asked: AskedFindings, { items, isShown }: Shown, max: number): Map<number, Groups> {
  const counts: (Map<number, number> | undefined)[] = new Array(classes.items.length).fill(undefined);
  for (const item of items) counts[item] = new Map();
  for (let number = 0; number < isShown.length; number++) {
    if (isShown[number] === 0 || asked.isOwn[number] === 1) continue;
    const subject = classes.itemOfClass[number] ?? 0;
    const findings = (asked.findings[number] ?? 0) * (asked.artifacts[number] ?? 0);
    const set = classes.setOfClass[number] ?? 0;
    for (let i = classes.itemSets.starts[set] ?? 0; i < (classes.itemSets.starts[set + 1] ?? 0); i++) {
      const of = counts[classes.itemSets.values[i] ?? 0];
      of?.set(subject, (of.get(subject) ?? 0) + findings);
    }
  }
  const compare = (a: number, b: number) => compareItems(classes.items[a] ?? noItem, classes.items[b] ?? noItem);
  const groupsOf = (item: number): Groups => {
    const found = counts[item] ?? new Map<number, number>();
    const shown = firstOf(found, max, (a, b) => b[1] - a[1] || compare(a[0], b[0])).map(([subject]) => [subject, emptyGroup(item, subject, false)] as const);
    return { own: null, bySubject: new Map(shown), broughtMore: found.size - shown.length };
  };
  return new Map([...items].map((item) => [item, groupsOf(item)]));
}

/** The first few in an order, without sorting all of them. */
function firstOf<T>(all: Iterable<T>, max: number, compare: (a: T, b: T) => number): T[] {
  const first: T[] = [];
  for (const each of all) {
    const last = first[first.length - 1];
    if (first.length === max && (last === undefined || compare(each, last) >= 0)) continue;
    let place = first.length;
    while (place > 0 && compare(each, first[place - 1] as T) < 0) place--;
    first.splice(place, 0, each);
    if (first.length > max) first.pop();
  }
  return first;
}

function emptyGroup(item: number, subject: number, isOwn: boolean): Group {
  return { item, subject, isOwn, wanted: new Map(), versions: new Map(), directIds: new Set(), sameLine: null, any: null };
}

function addTo(group: Group, { held, versionIds }: FindingClasses, list: number, wanted: readonly number[], artifacts: number): void {
  const id = versionIds[held.values[held.starts[list] ?? 0] ?? 0] ?? 0;
  group.versions.set(id, (group.versions.get(id) ?? 0) + artifacts);
  for (const vulnerability of wanted) group.wanted.set(vulnerability, (group.wanted.get(vulnerability) ?? 0) + artifacts);
}
