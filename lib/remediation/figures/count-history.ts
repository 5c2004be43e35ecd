import { classes, classMask, type FindingHistory, outcome, outcomeShift, outcomes, stillOpen } from "../history";
import { type PlaceTables, severityOfClass } from "./classes";
import { dueMinute, isPausedAt } from "./clock";
import { dayMinutes } from "./days";
import type { Tally } from "./tally";
import type { Top } from "./top";

const soonMinutes = 7 * dayMinutes;
const isFix = (how: number) => how === outcome.upgraded || how === outcome.removed;

/**
 * Counts the findings of one artifact. One pass over what was not closed before anything that is asked about. There are millions of
 * them: nothing is made for each, and what is true of few is left to others.
 */
export function countHistory(tally: Tally, artifactId: number, history: FindingHistory, tables: PlaceTables, wanted: Uint8Array): void {
  const { opened, closed, codes, pauses } = history;
  const { series, before, open, top } = tally;
  const { from, to, asOf, points, pointOf } = tally.frame;
  const { oldest, riskiest } = top;
  for (let at = firstClosedFrom(closed, Math.min(from, asOf)); at < codes.length; at++) {
    const code = codes[at] ?? 0;
    const of = code & classMask;
    if (wanted[of] === 0) continue;
    const begin = opened[at] ?? 0;
    const end = closed[at] ?? stillOpen;
    const first = begin < from ? 0 : begin >= to ? points : (pointOf[dayOf(begin - from)] ?? points);
    const last = end >= to ? points : end < from ? 0 : (pointOf[dayOf(end - from)] ?? points);
    if (first < last) {
      series[first * classes + of] = (series[first * classes + of] ?? 0) + 1;
      series[last * classes + of] = (series[last * classes + of] ?? 0) - 1;
    }
    if (begin < from && end >= from) before[of] = (before[of] ?? 0) + 1;
    const paused = pauses === null ? null : (pauses.get(at) ?? null);
    const minutes = tables.allowed[of] ?? -1;
    const due = minutes < 0 ? -1 : paused === null ? begin + minutes : dueMinute(begin, minutes, paused);
    const severity = severityOfClass[of] ?? 0;
    const weight = tables.weights[of] ?? 0;
    if (begin < asOf && end >= asOf) {
      open[of] = (open[of] ?? 0) + 1;
      countDueThen(tally, severity, due, paused);
      if (isAmong(oldest, 0, begin)) oldest.add({ artifactId, opened: begin, closed: end, code, weight: 0, due: due < 0 ? null : due });
      if (isAmong(riskiest, weight, begin)) riskiest.add({ artifactId, opened: begin, closed: end, code, weight, due: due < 0 ? null : due });
    }
    if (due >= from && due < to && end > due) countMissed(tally, severity, due);
    if (begin >= from && begin < to) {
      add(tally.weekOpened, weekOf(tally, begin));
      if (isAmong(top.opened, weight, begin)) top.opened.add({ artifactId, opened: begin, closed: end, code, weight, due: due < 0 ? null : due });
    }
    if (end >= from && end < to) {
      const how = code >> outcomeShift;
      countClosed(tally, severity, begin, end, how, due);
      if (isFix(how) && isAmong(top.fixed, weight, begin)) top.fixed.add({ artifactId, opened: begin, closed: end, code, weight, due: due < 0 ? null : due });
    }
  }
}

// A division takes as long as all else. The half keeps what is rounded away from deciding: a whole number of days and half a minute is no other day.
const dayOf = (minutes: number) => ((minutes + 0.5) * (1 / dayMinutes)) | 0;

/** As much and opened at the same time may be of an earlier artifact. */
function isAmong({ least, latest }: Top, weight: number, opened: number): boolean {
  return weight > least || (weight === least && opened <= latest);
}

/** What is due by the end of `asOf`, or soon after: past due, or due within a week, with its clock running. */
function countDueThen(tally: Tally, severity: number, due: number, paused: Int32Array | null): void {
  const { asOf, now, nowThen } = tally.frame;
  if (now < asOf) {
    changesAt(tally, due + 1);
    changesAt(tally, due - soonMinutes + 1);
    for (let at = 0; paused !== null && at < paused.length; at++) changesAt(tally, paused[at] ?? 0);
  }
  if (paused !== null && isPausedAt(nowThen, paused)) tally.decided += 1;
  else if (due >= 0 && due < nowThen + soonMinutes) add(due < nowThen ? tally.overdue : tally.dueSoon, severity);
}

/** Each finding counts once: when its time was over, or when it was fixed in time. */
function countMissed(tally: Tally, severity: number, due: number): void {
  if (due >= tally.frame.now) {
    changesAt(tally, due + 1);
    return;
  }
  add(tally.missed, severity);
  add(tally.weekMissed, weekOf(tally, due));
}

function countClosed(tally: Tally, severity: number, begin: number, end: number, how: number, due: number): void {
  const week = weekOf(tally, end);
  add(tally.weekClosed, week * outcomes.length + how);
  if (!isFix(how)) return;
  tally.fixes[severity]?.add(end - begin);
  if (due < end) return;
  add(tally.met, severity);
  add(tally.weekMet, week);
}

function changesAt(tally: Tally, minute: number): void {
  if (minute > tally.frame.now && minute < tally.changesAt) tally.changesAt = minute;
}

function weekOf({ frame: { from, weekOf: places } }: Tally, minute: number): number {
  return places[dayOf(minute - from)] ?? 0;
}

function add(counts: Int32Array, place: number): void {
  counts[place] = (counts[place] ?? 0) + 1;
}

/** The first place of a finding that was not closed before this minute. */
function firstClosedFrom(closed: Int32Array, minute: number): number {
  let low = 0;
  let high = closed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((closed[middle] ?? 0) < minute) low = middle + 1;
    else high = middle;
  }
  return low;
}
