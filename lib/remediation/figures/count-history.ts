import { classes, classMask, type FindingHistory, outcome, outcomeShift, outcomes, stillOpen } from "../history";
import { type PlaceTables, severityOfClass } from "./classes";
import { dueMinute, isPausedAt } from "./clock";
import { severities, type Tally } from "./tally";
import type { TopEntry } from "./top";

const soonMinutes = 7 * 1_440;
const isFix = (how: number) => how === outcome.upgraded || how === outcome.removed;

/** Counts the findings of one artifact. `team`: its place. One pass, over what was not closed before anything that is asked about. */
export function countHistory(
  tally: Tally,
  artifactId: number,
  history: FindingHistory,
  team: number,
  { allowed, weights }: PlaceTables,
  wanted: Uint8Array,
): void {
  const { opened, closed, codes, pauses } = history;
  for (let at = firstClosedFrom(closed, Math.min(tally.from, tally.asOf)); at < codes.length; at++) {
    const code = codes[at] ?? 0;
    const of = code & classMask;
    if (wanted[of] === 0) continue;
    const [begin, end] = [opened[at] ?? 0, closed[at] ?? stillOpen];
    const how = code >> outcomeShift;
    const cell = team * severities + (severityOfClass[of] ?? 0);
    countOpen(tally, team, of, begin, end);
    countFlow(tally, team, cell, begin, end, how);
    const minutes = allowed[of] ?? -1;
    const paused = pauses === null ? null : (pauses.get(at) ?? null);
    const due = minutes < 0 ? null : dueMinute(begin, minutes, paused);
    if (due !== null) countDue(tally, cell, begin, end, how, due, paused);
    const isOpenThen = begin < tally.asOf && end >= tally.asOf;
    if (isOpenThen && isPausedAt(tally.nowThen, paused)) tally.decided += 1;
    offer(tally, { artifactId, opened: begin, closed: end, code, weight: weights[of] ?? 0, due }, isOpenThen, how);
  }
}

function countOpen(tally: Tally, team: number, of: number, begin: number, end: number): void {
  const { series, teamSeries, teams } = tally;
  const [first, last] = [tally.firstPointAfter(begin), tally.firstPointAfter(end)];
  if (first < last) {
    series[first * classes + of] = (series[first * classes + of] ?? 0) + 1;
    series[last * classes + of] = (series[last * classes + of] ?? 0) - 1;
    teamSeries[first * teams + team] = (teamSeries[first * teams + team] ?? 0) + 1;
    teamSeries[last * teams + team] = (teamSeries[last * teams + team] ?? 0) - 1;
  }
  if (begin < tally.from && end >= tally.from) tally.before[of] = (tally.before[of] ?? 0) + 1;
  if (begin < tally.asOf && end >= tally.asOf) tally.open[team * classes + of] = (tally.open[team * classes + of] ?? 0) + 1;
}

function countFlow(tally: Tally, team: number, cell: number, begin: number, end: number, how: number): void {
  const { from, to } = tally;
  if (begin >= from && begin < to) {
    add(tally.weekOpened, tally.weekOf(begin));
    add(tally.teamOpened, team);
  }
  if (end < from || end >= to) return;
  add(tally.weekClosed, tally.weekOf(end) * outcomes.length + how);
  add(tally.teamClosed, team * outcomes.length + how);
  if (isFix(how)) tally.fixes.add(end - begin, cell);
}

/** Each finding counts once: when it was fixed in time, or when its time was over. */
function countDue(tally: Tally, cell: number, begin: number, end: number, how: number, due: number, pauses: Int32Array | null): void {
  const { from, to, asOf, now, nowThen } = tally;
  if (end > due) {
    if (due >= from && due < to && due < now) {
      add(tally.missed, cell);
      add(tally.weekMissed, tally.weekOf(due));
    }
  } else if (isFix(how) && end >= from && end < to) {
    add(tally.met, cell);
    add(tally.weekMet, tally.weekOf(end));
  }
  if (begin >= asOf || end < asOf || due >= nowThen + soonMinutes || isPausedAt(nowThen, pauses)) return;
  add(due < nowThen ? tally.overdue : tally.dueSoon, cell);
}

function offer({ top, from, to }: Tally, entry: TopEntry, isOpenThen: boolean, how: number): void {
  const { opened, closed, weight } = entry;
  if (isOpenThen) {
    if (top.oldest.wants(0, opened)) top.oldest.add({ ...entry, weight: 0 });
    if (top.riskiest.wants(weight, opened)) top.riskiest.add(entry);
  }
  if (opened >= from && opened < to && top.opened.wants(weight, opened)) top.opened.add(entry);
  if (closed >= from && closed < to && isFix(how) && top.fixed.wants(weight, opened)) top.fixed.add(entry);
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
