import { describe, expect, it } from "vitest";
import { TwoGenerationCache } from "./two-generation-cache";

describe("TwoGenerationCache", () => {
  it("keeps what is read and forgets what is not, within its bound", () => {
    const cache = new TwoGenerationCache<number, string>(3);
    cache.set(0, "kept");
    for (let i = 1; i <= 30; i++) {
      cache.set(i, "passing");
      cache.get(0);
    }
    expect(cache.get(0)).toBe("kept");
    const left = Array.from({ length: 31 }, (_, i) => i).filter((i) => cache.get(i) !== undefined);
    expect(left.length).toBeLessThanOrEqual(6);
    expect(cache.get(1)).toBeUndefined();
  });

  it("forgets at once what is deleted, in either generation", () => {
    const cache = new TwoGenerationCache<number, string>(1);
    cache.set(1, "old");
    cache.set(2, "young");
    cache.delete(1);
    cache.delete(2);
    expect([cache.get(1), cache.get(2)]).toEqual([undefined, undefined]);
  });
});
