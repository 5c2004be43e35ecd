import { expect, test } from "vitest";
import { filtersOf } from "./outcome-words";

const counts = { read: 790, noted: 12, rejected: 0, comment: 4, blank: 2, header: 1, duplicate: 3 };

test("what could not be read is always said, also when that is nothing; noted lines are not counted twice", () => {
  expect(filtersOf(counts).map(({ value, lines }) => [value, lines])).toEqual([
    [null, 800],
    ["rejected", 0],
    ["noted", 12],
    ["read", 790],
    ["duplicate", 3],
    ["comment", 4],
    ["header", 1],
    ["blank", 2],
  ]);
});
