import { expect, test } from "vitest";
import { duration, relative, shortUtc } from "./time-format";

test.each([
  [20, "< 1 min"],
  [180, "3 min"],
  [7_300, "2 h"],
  [30 * 86_400, "30 d"],
  [200 * 86_400, "6 mo"],
  [900 * 86_400, "2 y"],
])("%d seconds are %s", (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test("what lies ahead is told apart from what is past", () => {
  const now = Date.parse("2026-03-31T00:00:00Z");
  expect(relative("2026-04-05T00:00:00Z", now)).toBe("in 5 d");
  expect(relative("2026-03-30T00:00:00Z", now)).toBe("1 d ago");
  expect(relative("2026-03-31T00:00:40Z", now)).toBe("within a minute");
  expect(relative("2026-03-31T00:00:05Z", now)).toBe("just now");
  expect(relative("2026-03-30T23:59:20Z", now)).toBe("just now");
});

test("the year is written when it is another one", () => {
  const now = Date.parse("2026-03-31T00:00:00Z");
  expect(shortUtc("2026-03-01T04:05:00.000Z", now)).toBe("1 Mar 04:05");
  expect(shortUtc("2025-03-01T04:05:00.000Z", now)).toBe("1 Mar 2025");
});
