import { expect, test } from "vitest";
import { changeText, nearDayText, shareText, spanText, verdictOf } from "./words";

test.each([
  [null, "none"],
  [0, "0 min"],
  [59, "59 min"],
  [90, "1.5 h"],
  [1_440, "24 h"],
  [2_880, "2 d"],
  [8_928, "6.2 d"],
  [44_640, "31 d"],
  [1_500_000, "1,042 d"],
])("%s minutes are written %s", (minutes, text) => {
  expect(spanText(minutes)).toBe(text);
});

test("a share is never all for less than all, nor nothing for something", () => {
  expect([null, 0, 0.001, 0.5, 0.999, 1].map(shareText)).toEqual(["none", "0 %", "1 %", "50 %", "99 %", "100 %"]);
});

test("a change has its sign, and a day its year where that is another one", () => {
  expect([12, -281, 0, -1_204].map(changeText)).toEqual(["+12", "−281", "±0", "−1,204"]);
  expect(nearDayText("2026-09-07", "2026-11-30")).toBe("7 Sep");
  expect(nearDayText("2025-09-07", "2026-11-30")).toBe("7 Sep 2025");
});

const said = (now: number, before: number, overdue = 0, asOf = "2026-11-30", state = "current") => {
  const counts = { malware: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, unscored: 0 };
  const figures = {
    period: { from: "2026-09-07", to: asOf, asOf, step: "week" as const },
    open: { total: now, bySeverity: counts, before: { total: before, bySeverity: counts } },
    sla: { overdue },
    meta: { mirror: { state } },
  };
  return verdictOf(figures as unknown as Parameters<typeof verdictOf>[0], "2026-11-30");
};
const textOf = (...asked: Parameters<typeof said>) =>
  said(...asked)
    .map(({ text }) => text)
    .join("");

test("the sentence says how what is open changed, and what is late", () => {
  expect(textOf(1_053, 1_284, 7)).toBe("Open findings fell by 18 % since 7 Sep. 7 breach their SLA.");
  expect(textOf(1_500, 1_200, 1)).toBe("Open findings rose by 25 % since 7 Sep. 1 breaches its SLA.");
  expect(textOf(12, 12)).toBe("As many findings are open as before 7 Sep: 12.");
  expect(textOf(1, 0)).toBe("1 finding is open, none was before 7 Sep.");
  expect(textOf(0, 9)).toBe("All 9 findings that were open before 7 Sep are closed.");
  expect(textOf(0, 0)).toBe("No finding is open.");
});

test("that nothing is open is not said as good news where the advisories are not up to date", () => {
  expect(textOf(0, 0, 0, "2026-11-30", "waiting")).toBe("No finding is known to be open, but the advisories are not up to date.");
  expect(textOf(0, 0, 0, "2026-10-12", "off")).toBe("No finding is known to have been open on 12 Oct 2026, but the advisories are not up to date.");
  expect(textOf(2, 1, 0, "2026-11-30", "stale")).toBe("Open findings rose by 100 % since 7 Sep.");
});

test("of a past day it speaks in the past", () => {
  const day = "2026-10-12";
  expect(textOf(10, 20, 3, day)).toBe("Open findings fell by 50 % between 7 Sep and 12 Oct 2026. 3 breached their SLA.");
  expect(textOf(2, 0, 0, day)).toBe("2 findings were open on 12 Oct 2026, none were before 7 Sep.");
  expect(textOf(5, 5, 0, day)).toBe("As many findings were open on 12 Oct 2026 as before 7 Sep: 5.");
  expect(textOf(0, 0, 0, day)).toBe("No finding was open on 12 Oct 2026.");
});

test("only what is better or worse has a tone", () => {
  expect(said(1_053, 1_284, 7).filter(({ tone }) => tone !== "plain")).toEqual([
    { text: "18 %", tone: "better" },
    { text: "7 breach their SLA.", tone: "worse" },
  ]);
});
