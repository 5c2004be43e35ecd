import { expect, test } from "vitest";
import { groundOf, heatOf } from "./heat";

test("nothing has no ground, anything has one, and the most the deepest", () => {
  expect(heatOf(0, 10)).toBe(0);
  expect(heatOf(0, 0)).toBe(0);
  expect(heatOf(1, 1_000_000)).toBe(1);
  expect(heatOf(1_000_000, 1_000_000)).toBe(5);
  expect(groundOf("critical", 0, 3)).toBe("");
  expect(groundOf("critical", 3, 3)).toContain("critical");
});

test("a small team beside a very large one still shows more than nothing", () => {
  expect([1, 10, 100, 400, 1_000].map((value) => heatOf(value, 1_000))).toEqual([1, 1, 2, 4, 5]);
});
