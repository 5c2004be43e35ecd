import fc from "fast-check";
import { expect, test } from "vitest";
import { findEqualItems } from "./unique-items";

test.each([
  [[], null],
  [[1, "1", null, true, "true", [], {}], null],
  [
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    [0, 1],
  ],
  [[{ a: { x: [1, 2], y: 1 } }, { a: { x: [2, 1], y: 1 } }], null],
  [
    [{ a: { x: [1, 2], y: 1 } }, 7, { a: { y: 1, x: [1, 2] } }],
    [0, 2],
  ],
  [
    [
      [1, 2],
      [2, 1],
      [1, 2],
    ],
    [0, 2],
  ],
  [[{ a: "1" }, { a: 1 }], null],
  [[{ "a\u00001": 1 }, { a: "1\u00001" }], null],
  [JSON.parse('[{"__proto__":1},{}]'), null],
] as [unknown[], [number, number] | null][])("equal items of %j: %j", (items, expected) => {
  expect(findEqualItems(items)).toEqual(expected);
});

test("agrees with comparing each item with each", () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.constantFrom(0, 1, "a", null, true),
      fc.array(tie("value"), { maxLength: 2 }),
      fc.dictionary(fc.constantFrom("a", "b"), tie("value"), { noNullPrototype: true }),
    ),
  })).value;
  fc.assert(
    fc.property(fc.array(json, { maxLength: 6 }), (items) => {
      const hasEqual = items.some((item, i) => items.slice(i + 1).some((other) => isEqual(item, other)));
      expect(findEqualItems(items) !== null).toBe(hasEqual);
    }),
  );
});

function isEqual(a: unknown, b: unknown): boolean {
  try {
    expect(a).toStrictEqual(b);
    return true;
  } catch {
    return false;
  }
}
