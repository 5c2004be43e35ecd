import { expect, test } from "vitest";
import { spanAxis, spanX } from "./log-scale";

const day = 1_440;

test("the axis ends at the first mark that holds the longest, and never before a week", () => {
  expect(spanAxis(2 * day).ticks.map(({ label }) => label)).toEqual(["1 h", "1 d", "1 w"]);
  expect(spanAxis(31 * day).ticks.map(({ label }) => label)).toEqual(["1 h", "1 d", "1 w", "30 d", "1 y"]);
  expect(spanAxis(31 * day).ticks.at(-1)?.x).toBe(100);
});

test("what is longer than every mark ends the axis itself", () => {
  const axis = spanAxis(4_000 * day);
  expect(axis.max).toBe(4_000 * day);
  expect(axis.ticks.at(-1)?.x).toBeLessThan(100);
});

test("an hour and less is at the beginning, and longer is further on", () => {
  expect([0, 30, 60].map((minutes) => spanX(minutes, day))).toEqual([0, 0, 0]);
  expect(spanX(day, day)).toBe(100);
  const places = [61, 600, day, 7 * day].map((minutes) => spanX(minutes, 30 * day));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});
