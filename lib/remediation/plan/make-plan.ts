import { setImmediate as breathe } from "node:timers/promises";
import type { SeverityCounts } from "@/lib/advisories/severity-counts";
import { noFindings } from "@/lib/findings/count-by";
import { type Aims, aimFindings, isSameAims, openPackages, widenAims } from "./aims";
import { type AskedFindings, askedFindings } from "./asked-findings";
import { type Closed, type Closings, closedOf, countClosings } from "./closings";
import { countReached, type Reached } from "./count-reached";
import { causes, classWidth } from "./finding-class";
import { compareItems, type Item, noItem } from "./items";
import { orderUpgrades } from "./order-upgrades";
import { isOfSame, isSameArtifacts, type PlanInput } from "./plan-input";
import { type Shown, shownClasses } from "./shown-classes";
import { type Group, groupShown } from "./shown-groups";

/** One upgrade in its place, with what it is of and what it brings. */
export type PlannedUpgrade = {
  number: number;
  item: Item;
  own: Group | null;
  /** Those with most findings, and how many more there are. */
  brought: Group[];
  broughtMore: number;
  concerns: Reached;
  closes: Reached & { bySeverity: SeverityCounts; kev: number };
  closedSoFar: number;
};

export type Plan = {
  /** By class: 1 where one of the upgrades has a part in it. */
  isShown: Uint8Array;
  upgrades: PlannedUpgrade[];
  totals: { findings: number; services: number; teams: number; closable: number; upgrades: number; unfixed: number; unexplained: number };
};

/** What a plan is made from, counted once. */
export type PlanGround = { input: PlanInput; asked: AskedFindings; aims: Aims };

/**
 * Counts the findings that are asked for, and finds where they can go. `know` makes the versions of some packages known that the fleet has. `before`: the
 * ground of the same question earlier, of which all is taken that is still so; it is the ground again where everything is.
 */
export async function preparePlan(input: PlanInput, know: (packageIds: number[]) => Promise<void>, before: PlanGround | null = null): Promise<PlanGround> {
  const known = before !== null && isOfSame(input, before.input) ? before : null;
  const isAgain = known !== null && isSameArtifacts(input.artifacts, known.input.artifacts);
  const asked = isAgain ? known.asked : askedFindings(input, known?.asked ?? null);
  await breathe();
  const advised = isAgain ? known.aims : aimFindings(input, asked, known);
  await know(openPackages(advised, input));
  const aims = widenAims(advised, input);
  return isAgain && isSameAims(aims, known.aims) ? known : { input, asked, aims };
}

/** The most upgrades of a plan, and groups of what each brings. */
export type PlanSize = { stepsMax: number; broughtMax: number };

/**
 * The upgrades that close what is asked for, those that close most first. The same input is the same plan. It lets others go on between its parts, each of
 * which goes through all findings.
 */
export async function makePlan({ input, asked, aims }: PlanGround, { stepsMax, broughtMax }: PlanSize): Promise<Plan> {
  const { classes } = input;
  const items = classes.items;
  const closed = closedOf(input, asked, aims);
  const closings = countClosings(input, asked, closed);
  await breathe();
  const compare = (a: number, b: number) => compareItems(items[a] ?? noItem, items[b] ?? noItem);
  const { steps, upgrades: count } = orderUpgrades(closings, classes.itemSets, compare, stepsMax);
  await breathe();
  const shown = new Set(steps.map(({ upgrade }) => upgrade));
  const isShown = shownClasses(classes, asked, shown);
  const reached = countReached(input, asked, closed, { items: shown, isShown });
  await breathe();
  const severities = countSeverities(input, asked, closed, { items: shown, isShown });
  const groups = groupShown(input, asked, aims, { items: shown, isShown }, broughtMax);
  const upgrades = steps.flatMap(({ upgrade: number, closedSoFar }) => {
    const item = items[number];
    const grouped = groups.get(number);
    const [concerns, alone, bySeverity] = [reached.concerns.get(number), reached.closes.get(number), severities.get(number)];
    return item && grouped && concerns && alone && bySeverity ? [{ number, item, ...grouped, concerns, closes: { ...alone, ...bySeverity }, closedSoFar }] : [];
  });
  return { isShown, upgrades, totals: { ...totalsOf(input, asked, closings), ...reached.all, upgrades: count } };
}

type Severities = { bySeverity: SeverityCounts; kev: number };

/** What some items close alone, by severity. */
function countSeverities(input: PlanInput, asked: AskedFindings, closed: Closed, { items, isShown }: Shown): ReadonlyMap<number, Severities> {
  const { classes, vulnerabilities } = input;
  const { columns, itemOfClass, itemSets, setOfClass } = classes;
  const counts: (Severities | undefined)[] = new Array(classes.items.length).fill(undefined);
  for (const item of items) counts[item] = { bySeverity: noFindings(), kev: 0 };
  const add = (item: number, ids: readonly number[], artifacts: number) => {
    const own = counts[item];
    if (own === undefined) return;
    for (const id of ids) {
      const vulnerability = vulnerabilities.get(id);
      if (vulnerability === undefined) continue;
      own.bySeverity[vulnerability.kind === "malware" ? "malware" : vulnerability.severity] += artifacts;
      if (vulnerability.kev) own.kev += artifacts;
    }
  };
  for (let number = 0; number < asked.artifacts.length; number++) {
    if (isShown[number] === 0) continue;
    const artifacts = asked.artifacts[number] ?? 0;
    const list = columns[number * classWidth] ?? 0;
    if (asked.isOwn[number] === 1) add(itemOfClass[number] ?? 0, closed.own[list] ?? [], artifacts);
    else {
      const set = setOfClass[number] ?? 0;
      const start = itemSets.starts[set] ?? 0;
      if ((itemSets.starts[set + 1] ?? 0) - start === 1) add(itemSets.values[start] ?? 0, closed.brought[list] ?? [], artifacts);
    }
  }
  return new Map([...items].flatMap((item) => (counts[item] ? [[item, counts[item]] as const] : [])));
}

function totalsOf(
  { classes }: PlanInput,
  asked: AskedFindings,
  { byItem, bySet }: Closings,
): Pick<Plan["totals"], "closable" | "findings" | "unexplained" | "unfixed"> {
  let findings = 0;
  let unexplained = 0;
  for (let number = 0; number < asked.artifacts.length; number++) {
    const found = (asked.artifacts[number] ?? 0) * (asked.findings[number] ?? 0);
    findings += found;
    // Of these no SBOM says what brings them.
    if (classes.columns[number * classWidth + 1] === unexplainedCause) unexplained += found;
  }
  const closable = byItem.reduce((sum, n) => sum + n, 0) + bySet.reduce((sum, n) => sum + n, 0);
  return { closable, findings, unexplained, unfixed: findings - closable };
}

const unexplainedCause = causes.indexOf("unexplained");
