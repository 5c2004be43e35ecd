import { expect, test } from "vitest";
import { isUuid, uuidv7 } from "./uuid";

test("ids of one millisecond are in the order in which they were made, and all differ", () => {
  const ids = Array.from({ length: 2_000 }, () => uuidv7(1_780_000_000_000));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every(isUuid)).toBe(true);
});

test("a later millisecond sorts after an earlier one", () => {
  expect(uuidv7(1_780_000_000_000) < uuidv7(1_780_000_000_001)).toBe(true);
});
