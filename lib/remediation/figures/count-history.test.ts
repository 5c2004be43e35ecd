import fc from "fast-check";
import { expect, it } from "vitest";
import { classes, outcomeShift, outcomes, stillOpen } from "../history";
import { toHistory } from "../history/packed";
import { countHistory } from "./count-history";
import { dayMinutes } from "./days";
import { frameOf } from "./frame";
import { readPeriod } from "./period";
import { sumOfTallies, Tally } from "./tally";

const today = 20_000;
const nowMinute = today * dayMinutes + 700;
const sizes = { oldest: 3, riskiest: 3, opened: 3, fixed: 3 };
const tables = {
  allowed: Int32Array.from({ length: classes }, (_, code) => (code % 5 === 0 ? -1 : (code % 5) * 3 * dayMinutes)),
  weights: new Int32Array(classes),
};
const wanted = new Uint8Array(classes).fill(1);

// Near to now and a week apart, so that what is due and what is soon passes by.
const minute = fc.integer({ min: -24 * dayMinutes, max: 0 }).map((ago) => nowMinute + ago);
const pause = fc
  .tuple(fc.integer({ min: -dayMinutes, max: dayMinutes }), fc.nat({ max: 2 * dayMinutes }))
  .map(([at, lasts]) => [nowMinute + at, nowMinute + at + lasts] as const);
const entry = fc
  .record({
    opened: minute,
    closed: fc.option(minute),
    of: fc.nat({ max: classes - 1 }),
    how: fc.integer({ min: 1, max: outcomes.length - 1 }),
    pauses: fc.array(pause, { maxLength: 2 }),
  })
  .map(({ opened, closed, of, how, pauses }) => ({
    ids: [1, 1] as const,
    opened,
    closed: closed === null || closed < opened ? stillOpen : closed,
    code: closed === null || closed < opened ? of : of | (how << outcomeShift),
    pauses,
  }));
const histories = fc.array(fc.array(entry, { maxLength: 12 }), { minLength: 1, maxLength: 3 });
const periods = fc
  .constantFrom({ asOf: undefined }, { asOf: "2024-10-01" })
  .map((asked) => readPeriod({ from: "2024-09-10", to: "2024-10-04", step: "week", ...asked }, today));

function count(given: readonly ReturnType<typeof toHistory>[], period: ReturnType<typeof readPeriod>, now: number): Tally {
  const tally = new Tally(frameOf(period, now), sizes);
  for (const [artifactId, history] of given.entries()) countHistory(tally, artifactId, history, tables, wanted);
  return tally;
}

function saidBy({ frame: _, changesAt: __, fixes, top, ...columns }: Tally) {
  return {
    ...columns,
    fixes: fixes.map((values) =>
      values
        .columns()
        .flatMap((column) => [...column])
        .sort((a, b) => a - b),
    ),
    top,
  };
}

it("until the minute at which it says that it changes, a tally is what would be counted then", () => {
  fc.assert(
    fc.property(histories, periods, fc.nat({ max: 3 * dayMinutes }), (lists, period, later) => {
      const given = lists.map((entries) => toHistory(entries));
      const tally = count(given, period, nowMinute);
      expect(tally.changesAt).toBeGreaterThan(nowMinute);
      const then = Math.min(nowMinute + later, tally.changesAt - 1);
      expect(saidBy(count(given, period, then))).toEqual(saidBy(tally));
    }),
    { numRuns: 400 },
  );
});

it("what was counted apart and put together is what is counted at once", () => {
  fc.assert(
    fc.property(histories, periods, (lists, period) => {
      const given = lists.map((entries) => toHistory(entries));
      const apart = given.map((history, artifactId) => {
        const tally = new Tally(frameOf(period, nowMinute), sizes);
        countHistory(tally, artifactId, history, tables, wanted);
        return tally;
      });
      expect(saidBy(sumOfTallies(apart, frameOf(period, nowMinute), sizes))).toEqual(saidBy(count(given, period, nowMinute)));
    }),
  );
});
