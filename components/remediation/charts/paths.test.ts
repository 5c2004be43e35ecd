import { expect, test } from "vitest";
import { areaPath, barAt, linePath, spread, stacked, totals, xAt, yAt } from "./paths";

const box = { width: 100, height: 50, max: 10 };

test("values go from the left edge to the right one and from the bottom up", () => {
  expect([0, 1, 2].map((index) => xAt(index, 3, 100))).toEqual([0, 50, 100]);
  expect(xAt(0, 1, 100)).toBe(50);
  expect([0, 5, 10].map((value) => yAt(value, box))).toEqual([50, 25, 0]);
  expect(yAt(12, box)).toBe(0);
});

test("a line passes through each value; one value is a line across; none is no line", () => {
  expect(linePath([0, 10, 5], box)).toBe("M0 50L50 0L100 25");
  expect(linePath([5], box)).toBe("M0 25H100");
  expect(linePath([], box)).toBe("");
});

test("layers stand on each other and reach the sum", () => {
  const series = [
    [1, 2],
    [3, 0],
    [0, 4],
  ];
  expect(stacked(series)).toEqual([
    { lower: [0, 0], upper: [1, 2] },
    { lower: [1, 2], upper: [4, 2] },
    { lower: [4, 2], upper: [4, 6] },
  ]);
  expect(totals(series)).toEqual([4, 6]);
  expect(totals([])).toEqual([]);
});

test("an area is closed: along the top and back along the bottom", () => {
  expect(areaPath({ lower: [0, 5], upper: [5, 10] }, box)).toBe("M0 25L100 0L100 25L0 50Z");
  expect(areaPath({ lower: [2], upper: [4] }, box)).toBe("M0 30H100V40H0Z");
  expect(areaPath({ lower: [], upper: [] }, box)).toBe("");
});

test("bars keep to their places and never overlap", () => {
  for (const length of [1, 13, 105]) {
    const bars = Array.from({ length }, (_, index) => barAt(index, length));
    bars.forEach(({ x, width }, index) => {
      expect(width).toBeGreaterThan(0);
      expect(x).toBeGreaterThanOrEqual((index * 100) / length - 0.01);
      expect(x + width).toBeLessThanOrEqual(((index + 1) * 100) / length + 0.01);
    });
  }
  expect(barAt(0, 2, 1, 2).x).toBeCloseTo(barAt(0, 2, 0, 2).x + barAt(0, 2, 0, 2).width, 1);
});

test("labels that would cover each other are moved apart, in their order, and stay inside", () => {
  expect(spread([10, 12, 40], 10, 60)).toEqual([10, 20, 40]);
  expect(spread([58, 59], 10, 60)).toEqual([45, 55]);
  expect(spread([0, 0, 0], 10, 60)).toEqual([25, 15, 5]);
  expect(spread([], 10, 60)).toEqual([]);
});
