import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberLists } from "./number-lists";

test("equal lists have one number, different ones have different numbers, and a number has its list", () => {
  const lists = fc.array(fc.array(fc.oneof(fc.integer(), fc.nat(3)), { maxLength: 9 }), { maxLength: 60 });
  fc.assert(
    fc.property(lists, (given) => {
      const numbered = new NumberLists();
      const expected = new Map<string, number>();
      for (const list of given) {
        const text = JSON.stringify(list);
        const number = expected.get(text) ?? expected.size;
        expected.set(text, number);
        expect(numbered.number([...list, 99], list.length)).toBe(number);
      }
      expect(numbered.length).toBe(expected.size);
      for (const [text, number] of expected) expect([...numbered.of(number)]).toEqual(JSON.parse(text));
    }),
  );
});

test("thousands of lists stay apart", () => {
  const numbered = new NumberLists();
  const places = Array.from({ length: 20_000 }, (_, i) => i);
  const again = () => places.map((i) => numbered.number([i % 100, Math.floor(i / 100)]));
  expect([again(), again()]).toEqual([places, places]);
});
