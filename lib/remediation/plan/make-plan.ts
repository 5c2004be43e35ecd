import type { SeverityCounts } from "@/lib/advisories/severity-counts";
import { noFindings } from "@/lib/findings/count-by";
import type { Target } from "./choose-target";
import { countReached, type Reached } from "./count-reached";
import type { Group, Grouped, Held, Item, Link } from "./group-findings";
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

export type Plan = Grouped & {
  upgrades: PlannedUpgrade[];
  totals: { findings: number; services: number; teams: number; closable: number; upgrades: number; unfixed: number; unexplained: number };
};

/** Where a group goes, by how far upgrades may go. */
export function targetOf(group: Group, reach: PlanReach): Target | null {
  return reach === "line" ? group.sameLine : group.any;
}

/** The upgrades that close what is asked for, those that close most first, `stepsMax` at most. Pure: the same input is the same plan. */
export function makePlan(grouped: Grouped, input: PlanInput, stepsMax = Number.POSITIVE_INFINITY): Plan {
  const { items, groups, links } = grouped;
  const closing = new Closing(input.reach);
  const byRank = rankItems(items);
  const rankOf = new Int32Array(items.length);
  byRank.forEach((number, rank) => {
    rankOf[number] = rank;
  });
  const { steps, upgrades: count } = orderUpgrades(closingsOf(links, closing, rankOf), items.length, stepsMax);
  const shown = new Set(steps.map(({ upgrade }) => byRank[upgrade] ?? 0));
  const reached = countReached(input.artifacts, grouped, shown, (link, held) => closing.of(link, held).length);
  const groupsOf = byItem(groups, shown);
  const severities = countSeverities(links, closing, shown, input);
  const upgrades = steps.flatMap(({ upgrade, closedSoFar }) => {
    const number = byRank[upgrade] ?? 0;
    const item = items[number];
    const of = groupsOf.get(number) ?? [];
    const own = of.find(({ isOwn }) => isOwn) ?? null;
    const brought = of.filter(({ isOwn }) => !isOwn);
    const [concerns, alone, bySeverity] = [reached.concerns.get(number), reached.closes.get(number), severities.get(number)];
    return item && concerns && alone && bySeverity ? [{ number, item, own, brought, concerns, closes: { ...alone, ...bySeverity }, closedSoFar }] : [];
  });
  return { ...grouped, upgrades, totals: { ...totalsOf(links, closing), ...reached.all, unexplained: unexplainedOf(grouped, input), upgrades: count } };
}

/** Which vulnerabilities of a package version all that a link names closes. */
class Closing {
  readonly #reach: PlanReach;
  readonly #known = new Map<Group, Map<Held, readonly number[]>>();

  constructor(reach: PlanReach) {
    this.#reach = reach;
  }

  of({ groups: [first, ...others] }: Link, held: Held): readonly number[] {
    if (first === undefined) return [];
    const closed = this.#by(first, held);
    return others.length === 0 ? closed : closed.filter((id) => others.every((group) => closesIn(targetOf(group, this.#reach), id)));
  }

  #by(group: Group, held: Held): readonly number[] {
    const of = this.#known.get(group) ?? new Map<Held, readonly number[]>();
    this.#known.set(group, of);
    const known = of.get(held);
    if (known) return known;
    const target = targetOf(group, this.#reach);
    const closed = held.vulnerabilityIds.filter((id) => closesIn(target, id));
    of.set(held, closed);
    return closed;
  }
}

const closesIn = (target: Target | null, id: number): boolean => target !== null && !target.candidate.affectedBy.has(id);

function* closingsOf(links: readonly Link[], closing: Closing, rankOf: Int32Array): Generator<{ upgrades: number[]; findings: number }> {
  for (const link of links) {
    let findings = 0;
    for (const [held, artifacts] of link.held) findings += closing.of(link, held).length * artifacts;
    if (findings > 0) yield { upgrades: link.items.map((item) => rankOf[item] ?? 0), findings };
  }
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

function byItem(groups: readonly Group[], items: ReadonlySet<number>): ReadonlyMap<number, Group[]> {
  const lists = new Map<number, Group[]>([...items].map((item) => [item, []]));
  for (const group of groups) lists.get(group.item)?.push(group);
  return lists;
}

type Severities = { bySeverity: SeverityCounts; kev: number };

/** What some items close alone, by severity. */
function countSeverities(
  links: readonly Link[],
  closing: Closing,
  items: ReadonlySet<number>,
  { vulnerabilities }: PlanInput,
): ReadonlyMap<number, Severities> {
  const counts = new Map<number, Severities>([...items].map((item) => [item, { bySeverity: noFindings(), kev: 0 }]));
  for (const link of links) {
    const own = link.items.length === 1 ? counts.get(link.items[0] ?? 0) : undefined;
    if (own === undefined) continue;
    for (const [held, artifacts] of link.held) {
      for (const id of closing.of(link, held)) {
        const vulnerability = vulnerabilities.get(id);
        if (vulnerability === undefined) continue;
        own.bySeverity[vulnerability.kind === "malware" ? "malware" : vulnerability.severity] += artifacts;
        if (vulnerability.kev) own.kev += artifacts;
      }
    }
  }
  return counts;
}

function totalsOf(links: readonly Link[], closing: Closing): Pick<Plan["totals"], "closable" | "findings" | "unfixed"> {
  let closable = 0;
  let findings = 0;
  for (const link of links) {
    for (const [held, artifacts] of link.held) {
      closable += closing.of(link, held).length * artifacts;
      findings += held.vulnerabilityIds.length * artifacts;
    }
  }
  return { closable, findings, unfixed: findings - closable };
}

/** Findings of which no SBOM says what brings them. */
function unexplainedOf({ heldOf }: Grouped, { artifacts, classes }: PlanInput): number {
  let findings = 0;
  for (const { classes: numbers } of artifacts) {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0;
      if (classes[number]?.cause === "unexplained") findings += heldOf[number]?.vulnerabilityIds.length ?? 0;
    }
  }
  return findings;
}
