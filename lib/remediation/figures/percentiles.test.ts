import fc from "fast-check";
import { expect, it } from "vitest";
import { GroupedValues } from "./percentiles";

const small = fc.nat({ max: 50 });
const minutes = fc.nat({ max: 3_000_000 });

it("the percentiles of some groups are those of all their values in one sorted list", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.oneof(small, minutes), fc.nat({ max: 3 })), { maxLength: 60 }), (given) => {
      const values = new GroupedValues();
      for (const [value, group] of given) values.add(value, group);
      const sets = [[0], [1, 3], [0, 1, 2, 3]];
      const expected = sets.map((set) => {
        const all = given.flatMap(([value, group]) => (set.includes(group) ? [value] : [])).sort((a, b) => a - b);
        return { count: all.length, at: [0.5, 0.9].map((share) => all[Math.max(1, Math.ceil(share * all.length)) - 1] ?? null) };
      });
      expect(values.percentiles(sets, [0.5, 0.9], 4)).toEqual(expected);
    }),
  );
});

it("more values than there was room for are all kept", () => {
  const values = new GroupedValues();
  for (let n = 5_000; n > 0; n--) values.add(n, n % 2);
  expect(values.percentiles([[0, 1]], [0.9], 2)).toEqual([{ count: 5_000, at: [4_500] }]);
});

it("so many groups that sizes are coarse change nothing", () => {
  const values = new GroupedValues();
  for (let n = 0; n < 1_000; n++) values.add(n * 7, 20_000);
  expect(values.percentiles([[20_000], [1]], [0.5], 20_001)).toEqual([
    { count: 1_000, at: [3_493] },
    { count: 0, at: [null] },
  ]);
});
