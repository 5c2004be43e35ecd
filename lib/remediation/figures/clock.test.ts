import { expect, it } from "vitest";
import { stillOpen } from "../history";
import { dueMinute, isPausedAt } from "./clock";

const cases: [string, readonly number[] | null, number][] = [
  ["without a pause", null, 110],
  ["a pause in its time", [50, 70], 130],
  ["two pauses in its time", [20, 30, 90, 100], 130],
  ["a pause that begins when it opens", [10, 60], 160],
  ["a second pause that begins in the time that the first one gave", [100, 120, 125, 130], 135],
  ["a pause that begins when it is due", [110, 150], 110],
  ["a pause after it was due", [200, 300], 110],
  ["a pause without end", [50, stillOpen], stillOpen],
];

it.each(cases)("%s: what opened at 10 and has 100 minutes", (_, pauses, due) => {
  expect(dueMinute(10, 100, pauses && Int32Array.from(pauses))).toBe(due);
});

it("a clock stands still from the beginning of a pause until before its end", () => {
  const pauses = Int32Array.of(10, 20, 30, 40);
  expect([9, 10, 19, 20, 30, 40].map((minute) => isPausedAt(minute, pauses))).toEqual([false, true, true, false, true, false]);
  expect(isPausedAt(10, null)).toBe(false);
});
