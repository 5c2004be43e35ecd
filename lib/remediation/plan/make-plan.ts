import type { SeverityCounts } from "@/lib/advisories/severity-counts";
import { noFindings } from "@/lib/findings/count-by";
import type { Target } from "./choose-target";
import { countReached, type Reached } from "./count-reached";
import type { Group, Grouped, Item, WantedClass } from "./group-findings";
import { orderUpgrades } from "./order-upgrades";
import type { PlanInput } from "./plan-input";
import type { PlanReach } from "./schemas";

/** One upgrade in its place, with what it is of and what it brings. */
export type PlannedUpgrade = {
  number: number;
  item: Item;
  own: Group | null;
  brought: Group[];
  concerns: Reached;
  closes: Reached & { bySeverity: SeverityCounts; kev: number };
  closedSoFar: number;
};

export type Plan = {
  upgrades: PlannedUpgrade[];
  /** By their number, as groups name them. */
  items: Item[];
  classes: WantedClass[];
  itemOf: Grouped["itemOf"];
  totals: { findings: number; services: number; teams: number; closable: number; upgrades: number; unfixed: number; unexplained: number };
};

/** Where a group goes, by how far upgrades may go. */
export function targetOf(group: Group, reach: PlanReach): Target | null {
  return reach === "line" ? group.sameLine : group.any;
}

/** A class with its findings that close when all of its items are upgraded. */
type Closable = WantedClass & { closable: number[] };

/** The upgrades that close what is asked for, those that close most first, `stepsMax` at most. Pure: the same input is the same plan. */
export function makePlan({ items, groups, classes, itemOf }: Grouped, input: PlanInput, stepsMax = Number.POSITIVE_INFINITY): Plan {
  const closables = classes.map((each) => ({ ...each, closable: closableOf(each, input.reach) }));
  const byRank = rankItems(items);
  const rankOf = new Int32Array(items.length);
  byRank.forEach((number, rank) => {
    rankOf[number] = rank;
  });
  const { steps, upgrades: count } = orderUpgrades(
    closables.map((each) => ({ upgrades: each.items.map((item) => rankOf[item] ?? 0), findings: each.closable.length * each.artifacts })),
    items.length,
    stepsMax,
  );
  const reached = countReached(input.artifacts, closables, items.length);
  const groupsOf = byItem(groups, items.length);
  const severities = countSeverities(closables, items.length, input);
  const upgrades = steps.flatMap(({ upgrade, closedSoFar }) => {
    const number = byRank[upgrade] ?? 0;
    const item = items[number];
    const own = groupsOf[number]?.find(({ isOwn }) => isOwn) ?? null;
    const brought = (groupsOf[number] ?? []).filter(({ isOwn }) => !isOwn);
    const [concerns, closes, bySeverity] = [reached.concerns[number], reached.closes[number], severities[number]];
    return item && concerns && closes && bySeverity ? [{ number, item, own, brought, concerns, closes: { ...closes, ...bySeverity }, closedSoFar }] : [];
  });
  return { upgrades, items, classes, itemOf, totals: { ...totalsOf(closables), ...reached.all, upgrades: count } };
}

/** Which of a class's vulnerabilities every one of its items closes. */
function closableOf({ vulnerabilityIds, groups }: WantedClass, reach: PlanReach): number[] {
  const targets = groups.map((group) => targetOf(group, reach));
  return vulnerabilityIds.filter((id) => targets.every((target) => target !== null && !target.candidate.affectedBy.has(id)));
}

/** Numbers of items in an order that does not depend on how they were met. */
function rankItems(items: readonly Item[]): number[] {
  const compare = (a: Item, b: Item) =>
    a.packageId - b.packageId || byText(a.release, b.release) || byText(a.line, b.line) || Number(a.isOrdered) - Number(b.isOrdered);
  return items
    .map((item, number) => ({ item, number }))
    .sort((a, b) => compare(a.item, b.item))
    .map(({ number }) => number);
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function byItem(groups: readonly Group[], itemCount: number): Group[][] {
  const lists: Group[][] = Array.from({ length: itemCount }, () => []);
  for (const group of groups) lists[group.item]?.push(group);
  return lists;
}

/** What each item closes alone, by severity. */
function countSeverities(classes: readonly Closable[], itemCount: number, { vulnerabilities }: PlanInput): { bySeverity: SeverityCounts; kev: number }[] {
  const counts = Array.from({ length: itemCount }, () => ({ bySeverity: noFindings(), kev: 0 }));
  for (const { items, closable, artifacts } of classes) {
    const own = items.length === 1 ? counts[items[0] ?? 0] : undefined;
    if (own === undefined) continue;
    for (const id of closable) {
      const vulnerability = vulnerabilities.get(id);
      if (vulnerability === undefined) continue;
      own.bySeverity[vulnerability.kind === "malware" ? "malware" : vulnerability.severity] += artifacts;
      if (vulnerability.kev) own.kev += artifacts;
    }
  }
  return counts;
}

function totalsOf(classes: readonly Closable[]): Pick<Plan["totals"], "closable" | "unfixed" | "unexplained"> {
  let closable = 0;
  let findings = 0;
  let unexplained = 0;
  for (const each of classes) {
    closable += each.closable.length * each.artifacts;
    findings += each.vulnerabilityIds.length * each.artifacts;
    if (each.source.cause === "unexplained") unexplained += each.vulnerabilityIds.length * each.artifacts;
  }
  return { closable, unfixed: findings - closable, unexplained };
}
