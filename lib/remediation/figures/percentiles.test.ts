import fc from "fast-check";
import { expect, it } from "vitest";
import { GroupedValues, nearestRank } from "./percentiles";

it("the percentile of several groups is that of all their values in one sorted list", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 50 }), fc.nat({ max: 3 })), { maxLength: 40 }), fc.constantFrom(0.5, 0.9), (given, share) => {
      const values = new GroupedValues();
      for (const [value, group] of given) values.add(value, group);
      const all = given.map(([value]) => value).sort((a, b) => a - b);
      const expected = all[Math.max(1, Math.ceil(share * all.length)) - 1] ?? null;
      expect(nearestRank(values.sorted(4), share)).toBe(expected);
    }),
  );
});

it("more values than there was room for are all kept", () => {
  const values = new GroupedValues();
  for (let n = 5_000; n > 0; n--) values.add(n, n % 2);
  expect(nearestRank(values.sorted(2), 0.9)).toBe(4_500);
});
