import { describe, expect, it } from "vitest";
import { KeptMoments } from "./kept-moments";
import type { Candidates } from "./queries/candidates";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));

function found(count: number): Candidates {
  const candidates = Array.from({ length: count }, (_, id) => ({ id, slug: `service-${id}`, reason: 0 }));
  return { services: count, retired: [], newestSbomAt: null, candidates };
}

describe("what is not known, as it is kept", () => {
  it("holds now until the next SBOM becomes stale", () => {
    const kept = new KeptMoments({ moments: 8, candidates: 10 });
    expect(kept.now(day(5))).toBeNull();
    kept.keepNow(found(2), { staleBefore: day(5), nextStaleAt: day(7) });
    expect(kept.now(day(4))).toBeNull();
    expect(kept.now(day(5))).toMatchObject({ services: 2 });
    expect(kept.now(day(7))).toMatchObject({ services: 2 });
    expect(kept.now(day(8))).toBeNull();
  });

  it("tells a window from the moment at its end", () => {
    const kept = new KeptMoments({ moments: 8, candidates: 10 });
    kept.keepPast(found(1), day(3), null);
    kept.keepPast(found(2), day(3), day(2));
    expect(kept.past(day(3), null)?.services).toBe(1);
    expect(kept.past(day(3), day(2))?.services).toBe(2);
    expect(kept.past(day(3), day(1))).toBeNull();
  });

  it("lets the moment go that was kept first, when there are too many", () => {
    const kept = new KeptMoments({ moments: 2, candidates: 100 });
    for (const n of [1, 2, 3]) kept.keepPast(found(n), day(n), null);
    expect([1, 2, 3].map((n) => kept.past(day(n), null)?.services ?? null)).toEqual([null, 2, 3]);
  });

  it("lets moments go until few enough services are kept, and now last of all", () => {
    const kept = new KeptMoments({ moments: 8, candidates: 10 });
    kept.keepNow(found(4), { staleBefore: day(9), nextStaleAt: null });
    kept.keepPast(found(3), day(1), null);
    kept.keepPast({ ...found(1), retired: [1, 2] }, day(2), null);
    expect(kept.past(day(1), null)).not.toBeNull();
    kept.keepPast(found(1), day(3), null);
    expect([1, 2, 3].map((n) => kept.past(day(n), null) !== null)).toEqual([false, true, true]);
    kept.keepPast(found(11), day(4), null);
    expect([2, 3, 4].map((n) => kept.past(day(n), null))).toEqual([null, null, null]);
    expect(kept.now(day(9))).not.toBeNull();
    kept.keepNow(found(11), { staleBefore: day(9), nextStaleAt: null });
    expect(kept.now(day(9))).toBeNull();
  });
});
