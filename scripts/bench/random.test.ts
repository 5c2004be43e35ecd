import { describe, expect, it } from "vitest";
import { Random, Zipf } from "./random";

describe("Random", () => {
  it("gives the same numbers for the same seed, and others for another", () => {
    const draw = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 20 }, () => random.below(1_000_000));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

describe("Zipf", () => {
  it("draws each rank as often as its weight says", () => {
    const random = new Random(5);
    const zipf = new Zipf(4, 1);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 100_000; i++) {
      const rank = zipf.draw(random);
      counts[rank] = (counts[rank] ?? 0) + 1;
    }
    const whole = 1 + 1 / 2 + 1 / 3 + 1 / 4;
    counts.forEach((count, rank) => {
      expect(count / 100_000).toBeCloseTo(1 / (rank + 1) / whole, 1);
    });
  });
});
