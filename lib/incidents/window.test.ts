import { expect, test } from "vitest";
import { readIncidentWindow, windowAt } from "./window";

const at = new Date("2026-04-02T00:00:00Z");

test.each([
  ["2026-03-31T00:21Z..03:15Z", { from: "2026-03-31T00:21:00.000Z", to: "2026-03-31T03:15:00.000Z" }],
  ["2026-03-31", { from: "2026-03-31T00:00:00.000Z", to: "2026-04-01T00:00:00.000Z" }],
  [" 2026-03-31.. ", { from: "2026-03-31T00:00:00.000Z", to: null }],
  ["2026-03-31T00:21:00.000Z..", { from: "2026-03-31T00:21:00.000Z", to: null }],
  ["2026-03-31..2026-03-30", null],
  ["..2026-03-30", null],
  ["..", null],
  ["yesterday..", null],
  ["", null],
])("a window is written as %j", (text, window) => {
  expect(readIncidentWindow(text)).toEqual(window);
});

test("a window that goes on ends at the moment that is asked about, and is never empty", () => {
  const windowFrom = new Date("2026-04-01T00:00:00Z");
  expect(windowAt({ windowFrom, windowTo: null }, at)).toEqual({ from: windowFrom, to: at });
  const later = new Date("2026-05-01T00:00:00Z");
  expect(windowAt({ windowFrom: later, windowTo: null }, at)).toEqual({ from: later, to: new Date(later.getTime() + 1) });
  expect(windowAt({ windowFrom: null, windowTo: null }, at)).toBeNull();
});
