import { expect, test } from "vitest";
import { isoWeekOf, weekText } from "./iso-week";

test.each([
  ["2026-W48", "2026-11-23", "2026-11-29", "Week 48, 23 to 29 Nov 2026"],
  ["2026-W05", "2026-01-26", "2026-02-01", "Week 5, 26 Jan to 1 Feb 2026"],
  ["2026-W01", "2025-12-29", "2026-01-04", "Week 1, 29 Dec 2025 to 4 Jan 2026"],
  ["2026-W49", "2026-11-30", "2026-11-30", "Week 49, 30 Nov 2026"],
])("%s is written as %4$s", (week, from, to, text) => {
  expect(weekText(week, from, to)).toBe(text);
});

test.each([
  ["2026-11-29", "2026-W48"],
  ["2026-11-30", "2026-W49"],
  ["2026-01-01", "2026-W01"],
  ["2025-12-29", "2026-W01"],
  ["2027-01-03", "2026-W53"],
  ["2024-12-30", "2025-W01"],
])("%s is in %s", (day, week) => {
  expect(isoWeekOf(day)).toBe(week);
});
