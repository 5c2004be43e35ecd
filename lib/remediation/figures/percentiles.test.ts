import fc from "fast-check";
import { expect, it } from "vitest";
import { percentilesOf, SortedValues } from "./percentiles";

const minutes = fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 3_000_000 }));

it("the percentiles of some values and of others are those of all of them in one sorted list", () => {
  fc.assert(
    fc.property(fc.array(fc.array(minutes, { maxLength: 40 }), { maxLength: 5 }), (lists) => {
      const values = new SortedValues();
      for (const value of lists[0] ?? []) values.add(value);
      for (const list of lists.slice(1)) {
        const others = new SortedValues();
        for (const value of list) others.add(value);
        values.include(others);
      }
      const all = lists.flat().sort((a, b) => a - b);
      const expected = [0.5, 0.9].map((share) => all[Math.max(1, Math.ceil(share * all.length)) - 1] ?? null);
      expect(percentilesOf(values.columns(), [0.5, 0.9])).toEqual({ count: all.length, at: expected });
    }),
  );
});

it("more values than there was room for are all kept, and those that come after a percentile was asked for count", () => {
  const values = new SortedValues();
  for (let n = 5_000; n > 0; n--) values.add(n);
  expect(percentilesOf(values.columns(), [0.9])).toEqual({ count: 5_000, at: [4_500] });
  for (let n = 0; n < 5_000; n++) values.add(0);
  expect(percentilesOf(values.columns(), [0.9])).toEqual({ count: 10_000, at: [4_000] });
});
