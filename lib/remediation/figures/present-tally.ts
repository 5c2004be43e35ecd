import { advisoryKinds } from "@/lib/advisories/model";
import { classes, classOf, outcome, outcomes } from "../history";
import { type FigureSeverity, type Flow, figureSeverities, type OpenCounts, type SlaKept, type TimeToFix } from "../schemas";
import { severityOfClass } from "./classes";
import { percentilesOf, type SortedValues } from "./percentiles";

/** Counts by class as they are shown. */
export function openCounts(byClass: ArrayLike<number>): OpenCounts {
  const bySeverity = figuresBySeverity(() => 0);
  let total = 0;
  for (let of = 0; of < classes; of++) {
    const word = figureSeverities[severityOfClass[of] ?? 0] ?? "unscored";
    bySeverity[word] += byClass[of] ?? 0;
    total += byClass[of] ?? 0;
  }
  return { total, bySeverity };
}

export function kindCounts(byClass: ArrayLike<number>): Record<(typeof advisoryKinds)[number], number> {
  const byKind = Object.fromEntries(advisoryKinds.map((kind) => [kind, 0])) as Record<(typeof advisoryKinds)[number], number>;
  for (let of = 0; of < classes; of++) byKind[advisoryKinds[classOf(of).kind] ?? "notice"] += byClass[of] ?? 0;
  return byKind;
}

export function kevCount(byClass: ArrayLike<number>): number {
  let count = 0;
  for (let of = 1; of < classes; of += 2) count += byClass[of] ?? 0;
  return count;
}

/** What each point has, from what it differs in from the one before. */
export function runningSums(differences: Int32Array, width: number, points: number): Int32Array[] {
  const rows: Int32Array[] = [];
  let last = new Int32Array(width);
  for (let point = 0; point < points; point++) {
    last = last.map((value, at) => value + (differences[point * width + at] ?? 0));
    rows.push(last);
  }
  return rows;
}

export function figuresBySeverity<T>(figure: (place: number) => T): Record<FigureSeverity, T> {
  return Object.fromEntries(figureSeverities.map((word, place) => [word, figure(place)])) as Record<FigureSeverity, T>;
}

export function flowOf(opened: number, closed: ArrayLike<number>): Flow {
  const of = (...words: (typeof outcomes)[number][]) => words.reduce((sum, word) => sum + (closed[outcome[word]] ?? 0), 0);
  return { opened, fixed: of("upgraded", "removed"), dismissed: of("withdrawn", "corrected"), retired: of("retired") };
}

export function keptOf(met: number, missed: number): SlaKept {
  return { met, missed, share: met + missed === 0 ? null : met / (met + missed) };
}

export type TimesToFix = TimeToFix & { bySeverity: Record<FigureSeverity, TimeToFix> };

/** Minutes to fix, given by severity: of all, and of each. */
export function timesToFix(fixes: readonly SortedValues[]): TimesToFix {
  const of = (values: readonly SortedValues[]): TimeToFix => {
    const { count, at } = percentilesOf(
      values.flatMap((each) => each.columns()),
      [0.5, 0.9],
    );
    return { fixes: count, medianMinutes: at[0] ?? null, p90Minutes: at[1] ?? null };
  };
  return { ...of(fixes), bySeverity: figuresBySeverity((place) => of(fixes.slice(place, place + 1))) };
}

/** What was closed in all weeks, by outcome. */
export function closedIn(weekClosed: Int32Array): Int32Array {
  const closed = new Int32Array(outcomes.length);
  for (const [at, count] of weekClosed.entries()) closed[at % outcomes.length] = (closed[at % outcomes.length] ?? 0) + count;
  return closed;
}

export const total = (column: Int32Array) => column.reduce((sum, value) => sum + value, 0);
