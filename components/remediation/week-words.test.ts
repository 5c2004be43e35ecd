import { expect, test } from "vitest";
import { weekVerdict } from "./week-words";

const textOf = (open: number, before: number, overdue = 0, running = false) =>
  weekVerdict({ week: { running }, open: { total: open, before: { total: before } }, flow: { opened: 12, fixed: 1_030 }, sla: { overdue } } as Parameters<
    typeof weekVerdict
  >[0])
    .map(({ text }) => text)
    .join("");

test("a week says what came and went, and what it left", () => {
  expect(textOf(439, 457, 5)).toBe("12 opened, 1,030 fixed. 439 findings were open at its end, 18 fewer than before it. 5 breached their SLA.");
  expect(textOf(1, 0, 1)).toBe("12 opened, 1,030 fixed. 1 finding was open at its end, 1 more than before it. 1 breached its SLA.");
  expect(textOf(3, 3)).toBe("12 opened, 1,030 fixed. 3 findings were open at its end, as many as before it.");
});

test("a week that runs speaks of now", () => {
  expect(textOf(3, 3, 2, true)).toBe("12 opened, 1,030 fixed. 3 findings are open, as many as before it. 2 breach their SLA.");
  expect(textOf(1, 2, 1, true)).toBe("12 opened, 1,030 fixed. 1 finding is open, 1 fewer than before it. 1 breaches its SLA.");
});
