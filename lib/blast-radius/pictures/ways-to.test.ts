import fc from "fast-check";
import { expect, test } from "vitest";
import { waysTo } from "./ways-to";

function graphOf(count: number, direct: number[], edges: [number, number][]) {
  const lists = Array.from({ length: count }, (_, node) => [...new Set(edges.filter(([from]) => from === node).map(([, to]) => to))].sort((a, b) => a - b));
  const offsets = Uint32Array.from([
    0,
    ...lists.map(
      (
        (sum) => (list: number[]) =>
          (sum += list.length)
      )(0),
    ),
  ]);
  return { offsets, targets: Uint32Array.from(lists.flat()), direct: Uint32Array.from(direct), directAssumed: false };
}

test("what lies on a way is there, and nothing else", () => {
  //  0 -> 1 -> 3 <- 2,  4 -> 1 (nothing leads to 4),  3 -> 5
  const graph = graphOf(
    6,
    [0, 2],
    [
      [0, 1],
      [1, 3],
      [2, 3],
      [4, 1],
      [3, 5],
    ],
  );
  expect(waysTo(6, graph, 3, 300)).toEqual({
    nodes: [
      { index: 0, depth: 1 },
      { index: 2, depth: 1 },
      { index: 1, depth: 2 },
      { index: 3, depth: 2 },
    ],
    edges: [
      [0, 1],
      [1, 3],
      [2, 3],
    ],
    total: 4,
  });
});

test("of too many the ones on the shortest ways", () => {
  const graph = graphOf(
    6,
    [0],
    [
      [0, 5],
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 5],
    ],
  );
  const { nodes, edges, total } = waysTo(6, graph, 5, 2);
  expect(nodes.map(({ index }) => index)).toEqual([0, 5]);
  expect(edges).toEqual([[0, 5]]);
  expect(total).toBe(5);
});

test("a component that nothing leads to has no ways", () => expect(waysTo(2, graphOf(2, [0], []), 1, 300)).toEqual({ nodes: [], edges: [], total: 0 }));

test("agrees with a walk over all pairs, cycles or not", () => {
  const node = fc.nat(7);
  fc.assert(
    fc.property(fc.uniqueArray(node, { maxLength: 3 }), fc.array(fc.tuple(node, node), { maxLength: 20 }), node, (direct, edges, target) => {
      const reach = (from: number[], of: (edge: [number, number]) => [number, number]) => {
        const seen = new Set(from);
        for (let grew = true; grew; ) {
          grew = false;
          for (const edge of edges) {
            const [a, b] = of(edge);
            if (seen.has(a) && !seen.has(b)) grew = Boolean(seen.add(b));
          }
        }
        return seen;
      };
      const down = reach(direct, (edge) => edge);
      const up = reach([target], ([a, b]) => [b, a]);
      const expected = [...down].filter((each) => up.has(each));
      expect(
        waysTo(8, graphOf(8, direct, edges), target, 300)
          .nodes.map(({ index }) => index)
          .sort(),
      ).toEqual(expected.sort());
    }),
  );
});
