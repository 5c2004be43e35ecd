import { expect, it } from "vitest";
import { dateOf, dayOf, isoWeekOf, mondayOf, mondayOfWeek } from "./days";

it.each([
  ["2026-11-30", "2026-W49", "2026-11-30"],
  ["2026-11-29", "2026-W48", "2026-11-23"],
  ["2027-01-03", "2026-W53", "2026-12-28"],
  ["2027-01-04", "2027-W01", "2027-01-04"],
  ["2024-12-30", "2025-W01", "2024-12-30"],
  ["2021-01-01", "2020-W53", "2020-12-28"],
  ["1969-12-31", "1970-W01", "1969-12-29"],
])("%s is in %s, which begins on %s", (date, week, monday) => {
  expect(isoWeekOf(dayOf(date))).toBe(week);
  expect(dateOf(mondayOf(dayOf(date)))).toBe(monday);
  expect(mondayOfWeek(week)).toBe(dayOf(monday));
});

it("a year of 52 weeks has no week 53", () => {
  expect(mondayOfWeek("2025-W53")).toBeNull();
});
