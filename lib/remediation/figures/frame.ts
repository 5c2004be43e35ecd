import { dayMinutes } from "./days";
import type { Period } from "./period";

/** What findings are held against, in minutes: begin and end of the period, the end of `asOf`, and what counts as now there: not later than now. */
export type Frame = {
  period: Period;
  from: number;
  to: number;
  asOf: number;
  now: number;
  nowThen: number;
  points: number;
  /** By day of the period: the first point that sees what happened on it as done, and the place of its week. */
  pointOf: Int32Array;
  weekOf: Int32Array;
};

export function frameOf(period: Period, nowMinute: number): Frame {
  const asOf = (period.asOf + 1) * dayMinutes;
  return {
    ...{ period, from: period.from * dayMinutes, to: (period.to + 1) * dayMinutes, asOf },
    ...{ now: nowMinute, nowThen: Math.min(asOf, nowMinute), points: period.points.length, pointOf: pointsBefore(period) },
    weekOf: Int32Array.from({ length: period.to - period.from + 1 }, (_, n) => period.weeks.findIndex(({ to }) => period.from + n <= to)),
  };
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
