import { expect, test } from "vitest";
import { layOut, nodeSize, rootPlace, waysThrough } from "./graph-layout";

//  0 and 1 are direct; 0 -> 2 -> 3, 1 -> 3, and 2 -> 0 back. 3 is asked for.
const graph = {
  nodes: [{ depth: 1 }, { depth: 1 }, { depth: 2 }, { depth: 2 }],
  edges: [
    [0, 2],
    [2, 3],
    [1, 3],
    [2, 0],
  ] as [number, number][],
  target: 3,
};

test("layers go from left to right by depth, and what is asked for stands alone at the right end", () => {
  const { nodes, root, width, height } = layOut(graph);
  const x = nodes.map((node) => node.x);
  expect(root.x).toBeLessThan(x[0] ?? 0);
  expect(x[0]).toBe(x[1]);
  expect(x[2]).toBeGreaterThan(x[0] ?? 0);
  expect(x[3]).toBeGreaterThan(x[2] ?? 0);
  for (const node of nodes) {
    expect(node.x).toBeLessThan(width);
    expect(node.y).toBeGreaterThanOrEqual(0);
    expect(node.y).toBeLessThan(height);
  }
});

test("no two nodes lie on each other", () => {
  const nodes = Array.from({ length: 300 }, (_, place) => ({ depth: (place % 7) + 1 }));
  const edges = nodes.map((_, place): [number, number] => [place, (place * 13) % 300]);
  const places = layOut({ nodes, edges, target: 299 }).nodes.map(({ x, y }) => `${x} ${y}`);
  expect(new Set(places).size).toBe(300);
});

test("a line within a column runs beside it", () => {
  const { nodes, edges } = layOut({ nodes: [{ depth: 1 }, { depth: 1 }, { depth: 2 }], edges: [[0, 1]], target: 2 });
  const line = edges.find(({ from, to }) => from === 0 && to === 1)?.path ?? "";
  const right = (nodes[0]?.x ?? 0) + nodeSize.width;
  const x = [...line.matchAll(/(-?[\d.]+) -?[\d.]+/g)].map(([, each]) => Number(each));
  expect(x).toHaveLength(4);
  expect(Math.min(...x)).toBe(right);
});

test("the service leads to its direct dependencies, and every edge is drawn, those back as well", () => {
  const pairs = layOut(graph).edges.map(({ from, to }) => [from, to]);
  expect(pairs).toEqual([[rootPlace, 0], [rootPlace, 1], ...graph.edges]);
});

test("a direct dependency that is asked for itself is one step away", () => {
  const { nodes, edges } = layOut({ nodes: [{ depth: 1 }], edges: [], target: 0 });
  expect(nodes).toHaveLength(1);
  expect(edges.map(({ from, to }) => [from, to])).toEqual([[rootPlace, 0]]);
});

test("the ways through a node are what leads to it and where it leads, and end in a circle", () => {
  const edges = layOut(graph).edges;
  expect([...waysThrough(edges, 1)].sort()).toEqual([-1, 1, 3]);
  expect([...waysThrough(edges, 0)].sort()).toEqual([-1, 0, 2, 3]);
});
