import { advisoryKinds } from "@/lib/advisories/model";
import { classes, classOf, outcome, type outcomes } from "../history";
import { type FigureSeverity, type Flow, figureSeverities, type OpenCounts, type SlaKept, type TimeToFix } from "../schemas";
import { severityOfClass } from "./classes";
import type { GroupedValues } from "./percentiles";
import { severities } from "./tally";

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

/** Columns added up, for the places that are asked for. */
export function sumOf(table: Int32Array, width: number, places: Iterable<number>): Int32Array {
  const sum = new Int32Array(width);
  for (const place of places) for (let at = 0; at < width; at++) sum[at] = (sum[at] ?? 0) + (table[place * width + at] ?? 0);
  return sum;
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

/** The times to fix of a team, by its place, and at the place behind the last one those of all teams. */
export function timesToFix(values: GroupedValues, teams: number): (place: number) => TimesToFix {
  const all = Array.from({ length: teams }, (_, place) => place);
  const sets = [...all.map((place) => [place]), all].flatMap((places) => {
    const bySeverity = figureSeverities.map((_, severity) => places.map((place) => place * severities + severity));
    return [bySeverity.flat(), ...bySeverity];
  });
  const times = values
    .percentiles(sets, [0.5, 0.9], teams * severities)
    .map(({ count, at: [median = null, p90 = null] }): TimeToFix => ({ fixes: count, medianMinutes: median, p90Minutes: p90 }));
  return (place) => timesAt(times, place * (severities + 1));
}

function timesAt(times: readonly TimeToFix[], first: number): TimesToFix {
  const at = (place: number): TimeToFix => times[place] ?? { fixes: 0, medianMinutes: null, p90Minutes: null };
  return { ...at(first), bySeverity: figuresBySeverity((severity) => at(first + 1 + severity)) };
}
