import { classes, outcomes } from "../history";
import type { FigureSeverity, Flow, RemediationFigures, SlaKept } from "../schemas";
import type { Counted } from "./count-figures";
import { dateOf } from "./days";
import type { Lists } from "./href";
import { figuresBySeverity, flowOf, keptOf, kevCount, kindCounts, openCounts, runningSums, sumOf, type TimesToFix, timesToFix } from "./present-tally";
import { severities } from "./tally";

type Due = SlaKept & { overdue: number; dueSoon: number };

/** The figures of some teams, or of all of them. */
export type Figures = {
  open(teams?: readonly number[]): Int32Array;
  flow(teams?: readonly number[]): Flow;
  due(teams?: readonly number[]): { whole: Due; bySeverity: Record<FigureSeverity, Due> };
  /** Of one team, or of all. */
  timeToFix(team?: number): TimesToFix;
};

export function toFigures({ tally }: Counted): Figures {
  const all = Array.from({ length: tally.teams }, (_, place) => place);
  const times = timesToFix(tally.fixes, tally.teams);
  return {
    open: (teams = all) => sumOf(tally.open, classes, teams),
    flow: (teams = all) => flowOf(total(sumOf(tally.teamOpened, 1, teams)), sumOf(tally.teamClosed, outcomes.length, teams)),
    timeToFix: (team = tally.teams) => times(team),
    due: (teams = all) => {
      const [met, missed, overdue, dueSoon] = [tally.met, tally.missed, tally.overdue, tally.dueSoon].map((table) => sumOf(table, severities, teams));
      const at = (column: Int32Array | undefined, place: number) => column?.[place] ?? 0;
      return {
        whole: { ...keptOf(total(met), total(missed)), overdue: total(overdue), dueSoon: total(dueSoon) },
        bySeverity: figuresBySeverity((place) => ({ ...keptOf(at(met, place), at(missed, place)), overdue: at(overdue, place), dueSoon: at(dueSoon, place) })),
      };
    },
  };
}

const total = (column: Int32Array = new Int32Array()) => column.reduce((sum, value) => sum + value, 0);

export function presentOpen({ tally }: Counted, figures: Figures, lists: Lists): RemediationFigures["open"] {
  const { period } = tally;
  const open = figures.open();
  const series = runningSums(tally.series, classes, tally.points);
  return {
    ...openCounts(open),
    byKind: kindCounts(open),
    kev: kevCount(open),
    decided: tally.decided,
    href: lists.open(period.asOf),
    bySeverityHref: lists.bySeverity(period.asOf),
    kevHref: lists.open(period.asOf, { kev: "true" }),
    before: openCounts(tally.before),
    series: period.points.map((day, point) => {
      const row = series[point] ?? new Int32Array(classes);
      return { day: dateOf(day), ...openCounts(row), byKind: kindCounts(row), href: lists.open(day) };
    }),
  };
}

export function presentFlow({ tally }: Counted, figures: Figures, lists: Lists): RemediationFigures["flow"] {
  const { from, to, weeks } = tally.period;
  return {
    ...figures.flow(),
    openedHref: lists.opened(from, to),
    fixedHref: lists.fixed(from, to),
    weeks: weeks.map((week, place) => ({
      week: week.id,
      from: dateOf(week.from),
      to: dateOf(week.to),
      partial: week.isPartial,
      ...flowOf(tally.weekOpened[place] ?? 0, tally.weekClosed.subarray(place * outcomes.length, (place + 1) * outcomes.length)),
      sla: keptOf(tally.weekMet[place] ?? 0, tally.weekMissed[place] ?? 0),
      openedHref: lists.opened(week.from, week.to),
      fixedHref: lists.fixed(week.from, week.to),
    })),
  };
}

export function presentSla({ tally: { period } }: Counted, figures: Figures, lists: Lists): RemediationFigures["sla"] {
  const { whole, bySeverity } = figures.due();
  return { ...whole, bySeverity, overdueHref: lists.due(period.asOf, "overdue"), dueSoonHref: lists.due(period.asOf, "soon") };
}
