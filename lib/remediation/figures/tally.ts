import { classes, outcomes } from "../history";
import { figureSeverities } from "../schemas";
import type { Frame } from "./frame";
import { SortedValues } from "./percentiles";
import { Top } from "./top";

export const severities = figureSeverities.length;

/** How many of each list there are to be. */
export type TopSizes = { oldest: number; riskiest: number; opened: number; fixed: number };

/** What was counted of some artifacts, as columns. */
export class Tally {
  /** By point and class; each point has what it differs in from the one before. */
  readonly series: Int32Array;
  /** By class: open when the period began, and at the end of `asOf`. */
  readonly before = new Int32Array(classes);
  readonly open = new Int32Array(classes);
  readonly weekOpened: Int32Array;
  /** By week and outcome. */
  readonly weekClosed: Int32Array;
  readonly weekMet: Int32Array;
  readonly weekMissed: Int32Array;
  /** By severity. */
  readonly met = new Int32Array(severities);
  readonly missed = new Int32Array(severities);
  readonly overdue = new Int32Array(severities);
  readonly dueSoon = new Int32Array(severities);
  /** Minutes to fix, by severity. */
  readonly fixes = figureSeverities.map(() => new SortedValues());
  readonly top: Record<keyof TopSizes, Top>;
  /** How many of open findings a decision keeps out of the queue at the end of `asOf`. */
  decided = 0;
  /** The first minute after now at which something of this is other than it is, whatever is written or not. */
  changesAt = Number.POSITIVE_INFINITY;

  constructor(
    readonly frame: Frame,
    sizes: TopSizes,
  ) {
    const weeks = frame.period.weeks.length;
    this.series = new Int32Array((frame.points + 1) * classes);
    [this.weekOpened, this.weekMet, this.weekMissed] = [new Int32Array(weeks), new Int32Array(weeks), new Int32Array(weeks)];
    this.weekClosed = new Int32Array(weeks * outcomes.length);
    this.top = { oldest: new Top(sizes.oldest), riskiest: new Top(sizes.riskiest), opened: new Top(sizes.opened), fixed: new Top(sizes.fixed) };
  }

  /** How many numbers it holds, about. */
  get size(): number {
    return this.series.length + this.fixes.reduce((sum, { count }) => sum + count, 0);
  }
}

const columns = ["series", "before", "open", "weekOpened", "weekClosed", "weekMet", "weekMissed", "met", "missed", "overdue", "dueSoon"] as const;

/** What was counted of all artifacts together, each of which is in one of the tallies. */
export function sumOfTallies(tallies: readonly Tally[], frame: Frame, sizes: TopSizes): Tally {
  const sum = new Tally(frame, sizes);
  for (const tally of tallies) {
    for (const name of columns) addTo(sum[name], tally[name]);
    for (const [severity, values] of sum.fixes.entries()) values.include(tally.fixes[severity]);
    for (const [name, top] of Object.entries(sum.top)) for (const entry of tally.top[name as keyof TopSizes].entries) top.add(entry);
    sum.decided += tally.decided;
  }
  return sum;
}

function addTo(sum: Int32Array, column: Int32Array): void {
  for (let at = 0; at < column.length; at++) sum[at] = (sum[at] ?? 0) + (column[at] ?? 0);
}
