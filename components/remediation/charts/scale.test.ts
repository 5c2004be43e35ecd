import { expect, test } from "vitest";
import { axisOf, dayTicks, fullDayText, short } from "./scale";

const daysFrom = (first: string, length: number, step = 1) =>
  Array.from({ length }, (_, index) => new Date(Date.parse(first) + index * step * 86_400_000).toISOString().slice(0, 10));

test.each([
  [0, 1, [0, 1]],
  [1, 1, [0, 1]],
  [3, 3, [0, 1, 2, 3]],
  [7, 8, [0, 2, 4, 6, 8]],
  [9, 9, [0, 3, 6, 9]],
  [1_284, 1_500, [0, 500, 1_000, 1_500]],
  [998_001, 1_000_000, [0, 250_000, 500_000, 750_000, 1_000_000]],
])("the axis of %i ends at %i on a round line", (value, max, ticks) => {
  expect(axisOf(value)).toEqual({ max, ticks });
});

test("an axis holds its value, has whole lines and no more than four above 0, whatever the value", () => {
  for (let value = 0; value < 5_000; value += 7) {
    const { max, ticks } = axisOf(value);
    expect(max).toBeGreaterThanOrEqual(value);
    expect(ticks.length).toBeLessThanOrEqual(5);
    expect(ticks.every(Number.isInteger)).toBe(true);
  }
});

test.each([
  [0, "0"],
  [950, "950"],
  [1_250, "1.3k"],
  [34_499, "34k"],
  [999_499, "999k"],
  [999_500, "1M"],
  [1_249_000, "1.2M"],
])("%i is written %s", (value, text) => {
  expect(short(value)).toBe(text);
});

test("a quarter has its months, two years six of them with the year where it changes, a fortnight days", () => {
  expect(dayTicks(daysFrom("2026-08-24", 100)).map(({ label }) => label)).toEqual(["Sep", "Oct", "Nov"]);
  const years = dayTicks(daysFrom("2024-11-25", 105, 7)).map(({ label }) => label);
  expect(years.length).toBeLessThanOrEqual(6);
  expect(years[0]).toBe("Dec");
  expect(years.filter((label) => /20\d\d/.test(label)).length).toBe(2);
  expect(dayTicks(daysFrom("2026-11-01", 14)).map(({ label }) => label)).toEqual(["1 Nov", "4 Nov", "7 Nov", "10 Nov", "13 Nov"]);
});

test("no label is at the right edge, where it would be cut", () => {
  const days = daysFrom("2026-07-01", 93);
  expect(days[92]).toBe("2026-10-01");
  expect(dayTicks(days).map(({ label }) => label)).toEqual(["Aug", "Sep"]);
});

test("one day and none have no axis to speak of", () => {
  expect(dayTicks([])).toEqual([]);
  expect(dayTicks(["2026-01-05"])).toEqual([{ index: 0, label: "5 Jan", isMinor: false }]);
  expect(fullDayText("2026-01-05")).toBe("5 Jan 2026");
});
