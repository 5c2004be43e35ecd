import { classes, outcomes } from "../history";
import type { Flow, RemediationFigures, SlaKept } from "../schemas";
import { dateOf } from "./days";
import type { Lists } from "./href";
import { closedIn, figuresBySeverity, flowOf, keptOf, kevCount, kindCounts, openCounts, runningSums, total } from "./present-tally";
import type { Tally } from "./tally";

export function presentFlowOf({ weekOpened, weekClosed }: Tally): Flow {
  return flowOf(total(weekOpened), closedIn(weekClosed));
}

type Due = SlaKept & { overdue: number; dueSoon: number };

/** What was in time and what is late, of all severities or of what `sumOf` takes of a column by severity. */
export function presentDue({ met, missed, overdue, dueSoon }: Tally, sumOf: (column: Int32Array) => number = total): Due {
  return { ...keptOf(sumOf(met), sumOf(missed)), overdue: sumOf(overdue), dueSoon: sumOf(dueSoon) };
}

export function presentOpen({ frame: { period, points }, series: differences, before, open, decided }: Tally, lists: Lists): RemediationFigures["open"] {
  const series = runningSums(differences, classes, points);
  return {
    ...openCounts(open),
    byKind: kindCounts(open),
    kev: kevCount(open),
    decided,
    href: lists.open(period.asOf),
    bySeverityHref: lists.bySeverity(period.asOf),
    kevHref: lists.open(period.asOf, { kev: "true" }),
    before: openCounts(before),
    series: period.points.map((day, point) => {
      const row = series[point] ?? new Int32Array(classes);
      return { day: dateOf(day), ...openCounts(row), byKind: kindCounts(row), href: lists.open(day) };
    }),
  };
}

export function presentFlow(tally: Tally, lists: Lists): RemediationFigures["flow"] {
  const { from, to, weeks } = tally.frame.period;
  return {
    ...presentFlowOf(tally),
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

export function presentSla(tally: Tally, lists: Lists): RemediationFigures["sla"] {
  const { asOf } = tally.frame.period;
  const bySeverity = figuresBySeverity((place) => presentDue(tally, (column) => column[place] ?? 0));
  return { ...presentDue(tally), bySeverity, overdueHref: lists.due(asOf, "overdue"), dueSoonHref: lists.due(asOf, "soon") };
}
