import { classes, outcomes } from "../history";
import { figureSeverities } from "../schemas";
import { dayMinutes } from "./days";
import { GroupedValues } from "./percentiles";
import type { Period } from "./period";
import { Top } from "./top";

export const severities = figureSeverities.length;

/** How many of each list there are to be. */
export type TopSizes = { oldest: number; riskiest: number; opened: number; fixed: number };

/** Where figures are counted, as columns: of `teams` places, `points` and weeks. Times are minutes. */
export class Tally {
  /** Begin and end of the period, the end of `asOf`, and what counts as now there: not later than now. */
  readonly from: number;
  readonly to: number;
  readonly asOf: number;
  readonly now: number;
  readonly nowThen: number;
  readonly points: number;
  /** By point and class; each point has what it differs in from the one before. */
  readonly series: Int32Array;
  /** By point and team, likewise. */
  readonly teamSeries: Int32Array;
  /** By class: open when the period began. */
  readonly before = new Int32Array(classes);
  /** By team and class: open at the end of `asOf`. */
  readonly open: Int32Array;
  readonly weekOpened: Int32Array;
  readonly weekClosed: Int32Array;
  readonly weekMet: Int32Array;
  readonly weekMissed: Int32Array;
  readonly teamOpened: Int32Array;
  /** By team and outcome. */
  readonly teamClosed: Int32Array;
  /** By team and severity. */
  readonly met: Int32Array;
  readonly missed: Int32Array;
  readonly overdue: Int32Array;
  readonly dueSoon: Int32Array;
  /** Minutes to fix, by team and severity. */
  readonly fixes = new GroupedValues();
  readonly top: Record<keyof TopSizes, Top>;
  /** How many of open findings a decision keeps out of the queue at the end of `asOf`. */
  decided = 0;
  /** By day of the period: the first point that sees what happened on it as done, and the place of its week. */
  readonly pointOf: Int32Array;
  readonly weekOf: Int32Array;

  constructor(
    readonly period: Period,
    readonly teams: number,
    nowMinute: number,
    sizes: TopSizes,
  ) {
    this.from = period.from * dayMinutes;
    this.to = (period.to + 1) * dayMinutes;
    this.asOf = (period.asOf + 1) * dayMinutes;
    this.now = nowMinute;
    this.nowThen = Math.min(this.asOf, nowMinute);
    this.points = period.points.length;
    const weeks = period.weeks.length;
    this.series = new Int32Array((this.points + 1) * classes);
    this.teamSeries = new Int32Array((this.points + 1) * teams);
    this.open = new Int32Array(teams * classes);
    [this.weekOpened, this.weekMet, this.weekMissed] = [new Int32Array(weeks), new Int32Array(weeks), new Int32Array(weeks)];
    this.weekClosed = new Int32Array(weeks * outcomes.length);
    this.teamOpened = new Int32Array(teams);
    this.teamClosed = new Int32Array(teams * outcomes.length);
    const cells = teams * severities;
    [this.met, this.missed, this.overdue, this.dueSoon] = [new Int32Array(cells), new Int32Array(cells), new Int32Array(cells), new Int32Array(cells)];
    this.top = { oldest: new Top(sizes.oldest), riskiest: new Top(sizes.riskiest), opened: new Top(sizes.opened), fixed: new Top(sizes.fixed) };
    this.pointOf = pointsBefore(period);
    this.weekOf = Int32Array.from({ length: period.to - period.from + 1 }, (_, n) => period.weeks.findIndex(({ to }) => period.from + n <= to));
  }
}

/** By day of the period: how many points are at the end of an earlier day. */
function pointsBefore({ from, to, points }: Period): Int32Array {
  const counts = new Int32Array(to - from + 1);
  let passed = 0;
  for (let day = from; day <= to; day++) {
    counts[day - from] = passed;
    if (points[passed] === day) passed += 1;
  }
  return counts;
}
