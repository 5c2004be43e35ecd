import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyDiff, diffFacts, emptyHead, type Facts, type HeadFacts, toFacts } from "./facts";

type Row = { id: number; direct: number; depth: number; scope: number; via: string; hash: number };

function factsOf(rows: Row[]): Facts {
  const sorted = [...rows].sort((a, b) => a.id - b.id);
  return {
    packageVersionIds: Int32Array.from(sorted, (row) => row.id),
    direct: Uint8Array.from(sorted, (row) => row.direct),
    depth: Int16Array.from(sorted, (row) => row.depth),
    scope: Uint8Array.from(sorted, (row) => row.scope),
    via: sorted.map((row) => row.via),
    hashIds: Int32Array.from(sorted, (row) => row.hash),
  };
}

const rows = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 40 }),
    direct: fc.integer({ min: 0, max: 1 }),
    depth: fc.integer({ min: 0, max: 3 }),
    scope: fc.integer({ min: 0, max: 4 }),
    via: fc.constantFrom("{}", "{1}", "{1,2}"),
    hash: fc.integer({ min: 0, max: 2 }),
  }),
  { selector: (row) => row.id },
);

describe("diffFacts", () => {
  it("says exactly which package versions opened, closed and changed, for any two builds", () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const head = applyDiff(emptyHead, factsOf(first), diffFacts(emptyHead, factsOf(first)), 1, 10);
        const next = factsOf(second);
        const diff = diffFacts(head, next);
        const before = new Map(first.map((row) => [row.id, row]));
        const after = new Map(second.map((row) => [row.id, row]));
        expect(new Set(diff.opened.map((i) => next.packageVersionIds[i]))).toEqual(new Set([...after.keys()].filter((id) => !before.has(id))));
        expect(new Set(diff.closed.map((i) => head.packageVersionIds[i]))).toEqual(new Set([...before.keys()].filter((id) => !after.has(id))));
        const changed = [...after.values()].filter((row) => before.has(row.id) && JSON.stringify(before.get(row.id)) !== JSON.stringify(row));
        expect(new Set(diff.updated.map((pair) => next.packageVersionIds[pair.next]))).toEqual(new Set(changed.map((row) => row.id)));
        const rehashed = changed.filter((row) => before.get(row.id)?.hash !== row.hash);
        expect(new Set(diff.rehashed.map((pair) => head.packageVersionIds[pair.head]))).toEqual(new Set(rehashed.map((row) => row.id)));
      }),
    );
  });

  it("writes nothing for the same facts", () => {
    const facts = factsOf([{ id: 3, direct: 1, depth: 1, scope: 0, via: "{}", hash: 4 }]);
    const head = applyDiff(emptyHead, facts, diffFacts(emptyHead, facts), 1, 10);
    expect(diffFacts(head, facts)).toEqual({ opened: [], closed: [], updated: [], rehashed: [] });
  });
});

describe("applyDiff", () => {
  it("keeps the beginning of what stays and begins what opened at the new build", () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const head: HeadFacts = applyDiff(emptyHead, factsOf(first), diffFacts(emptyHead, factsOf(first)), 1, 10);
        const next = factsOf(second);
        const moved = applyDiff(head, next, diffFacts(head, next), 2, 20);
        const stayed = new Set(first.map((row) => row.id));
        expect([...moved.packageVersionIds]).toEqual([...next.packageVersionIds]);
        moved.packageVersionIds.forEach((id, i) => {
          expect([moved.fromSeq[i], moved.fromAtMs[i]]).toEqual(stayed.has(id) ? [1, 10] : [2, 20]);
        });
      }),
    );
  });
});

describe("toFacts", () => {
  it("orders by package version id and names the way in by package, once and ascending", () => {
    const analysis = { direct: Uint8Array.from([1, 0, 1]), depth: Uint16Array.from([1, 2, 1]), via: [[], [2, 0], []] };
    const resolved = { packageVersionIds: Int32Array.from([30, 10, 20]), packageIds: Int32Array.from([7, 8, 5]), hashIds: Int32Array.from([3, 0, 4]) };
    const facts = toFacts(resolved, Uint8Array.from([0, 2, 0]), analysis);
    expect([...facts.packageVersionIds]).toEqual([10, 20, 30]);
    expect(facts.via).toEqual(["{5,7}", "{}", "{}"]);
    expect([...facts.direct]).toEqual([0, 1, 1]);
    expect([...facts.scope]).toEqual([2, 0, 0]);
    expect([...facts.hashIds]).toEqual([0, 4, 3]);
  });

  it("keeps each id with what is said of it up to the largest id that there is", () => {
    const packageVersionIds = Int32Array.from({ length: 5_000 }, (_, i) => (i % 2 === 0 ? 2_147_483_647 - i : i));
    const depth = Uint16Array.from(packageVersionIds, (id) => id % 1_000);
    const count = packageVersionIds.length;
    const analysis = { direct: new Uint8Array(count), depth, via: Array.from({ length: count }, () => []) };
    const facts = toFacts({ packageVersionIds, packageIds: new Int32Array(count), hashIds: new Int32Array(count) }, new Uint8Array(count), analysis);
    expect(facts.packageVersionIds).toEqual(packageVersionIds.slice().sort());
    expect(facts.depth).toEqual(Int16Array.from(facts.packageVersionIds, (id) => id % 1_000));
  });
});
