import { WhereinError } from "@/lib/errors";
import { type AskRemediation, periodDaysMax } from "../schemas";
import { dateOf, dayOf, isoWeekOf, mondayOf } from "./days";

/** A week and its first and last day that are in the period. */
export type PeriodWeek = { id: string; from: number; to: number; isPartial: boolean };

/** What figures are asked of, as days. */
export type Period = {
  from: number;
  to: number;
  asOf: number;
  step: AskRemediation["step"];
  /** The days at whose end open findings are counted, in order. */
  points: readonly number[];
  weeks: readonly PeriodWeek[];
};

const weeksWithout = 12;

/** The period of a question. Throws `invalid` for one that ends before it begins, lies in the future or is longer than `periodDaysMax`. */
export function readPeriod(asked: Pick<AskRemediation, "from" | "to" | "asOf" | "step">, today: number): Period {
  const asOf = asked.asOf === undefined ? (asked.to === undefined ? today : dayOf(asked.to)) : dayOf(asked.asOf);
  const to = asked.to === undefined ? asOf : dayOf(asked.to);
  const from = asked.from === undefined ? mondayOf(to) - (weeksWithout - 1) * 7 : dayOf(asked.from);
  if (asOf > today) throw refused("?asOf", `The day is after today, ${dateOf(today)}.`);
  if (to > today) throw refused("?to", `The period ends after today, ${dateOf(today)}.`);
  if (from > to) throw refused("?from", "The period begins after it ends.");
  if (to - from >= periodDaysMax) throw refused("?from", `The period is longer than ${periodDaysMax} days.`);
  const days = Array.from({ length: to - from + 1 }, (_, n) => from + n);
  const points = asked.step === "day" ? days : days.filter((day) => day === to || mondayOf(day + 1) === day + 1);
  return { from, to, asOf, step: asked.step, points, weeks: weeksOf(from, to, today) };
}

function weeksOf(from: number, to: number, today: number): PeriodWeek[] {
  const weeks: PeriodWeek[] = [];
  for (let monday = mondayOf(from); monday <= to; monday += 7) {
    const [first, last] = [Math.max(monday, from), Math.min(monday + 6, to)];
    weeks.push({ id: isoWeekOf(monday), from: first, to: last, isPartial: first > monday || last < monday + 6 || last >= today });
  }
  return weeks;
}

function refused(pointer: string, detail: string): WhereinError {
  return new WhereinError("invalid", detail, { reason: "period_unusable", errors: [{ pointer, detail, code: "period_unusable" }] });
}
