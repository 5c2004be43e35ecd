import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyseGraph, analyseGraphInSteps, type DependencyGraph, shortestPaths, viaMax } from "@/lib/sbom";
import { buildGraph } from "./build-graph";

type Edge = readonly [number, number];

/** A graph from edges; -1 is the root. */
function graphOf(count: number, edges: readonly Edge[]): DependencyGraph {
  return buildGraph(count, { from: edges.map(([from]) => from), to: edges.map(([, to]) => to), containers: [], contained: [], groups: new Set() }).graph;
}

const arbitraryGraph = fc
  .integer({ min: 1, max: 24 })
  .chain((count) =>
    fc.array(fc.tuple(fc.integer({ min: -1, max: count - 1 }), fc.integer({ min: 0, max: count - 1 })), { maxLength: 60 }).map((edges) => ({ count, edges })),
  );

const targetsOf = (graph: DependencyGraph, node: number) => [...graph.targets.subarray(graph.offsets[node], graph.offsets[node + 1])];

function reachedFrom(graph: DependencyGraph, start: number): Set<number> {
  const reached = new Set([start]);
  for (const node of reached) for (const target of targetsOf(graph, node)) reached.add(target);
  return reached;
}

/** All paths without repeated nodes, by trying everything. */
function allPaths(graph: DependencyGraph, target: number): number[][] {
  const found: number[][] = [];
  const walk = (path: number[]) => {
    const last = path.at(-1) as number;
    if (last === target) {
      found.push(path);
      return;
    }
    for (const next of targetsOf(graph, last)) if (!path.includes(next)) walk([...path, next]);
  };
  for (const node of graph.direct) walk([node]);
  return found.sort((a, b) => a.length - b.length || compare(a, b));
}

const compare = (a: number[], b: number[]) => a.map((node, i) => node - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0;

describe("a dependency graph", () => {
  it("has sorted rows without duplicates and without self edges", () => {
    fc.assert(
      fc.property(arbitraryGraph, ({ count, edges }) => {
        const graph = graphOf(count, edges);
        for (let node = 0; node < count; node += 1) {
          const expected = new Set(edges.filter(([from, to]) => from === node && to !== node).map(([, to]) => to));
          expect(targetsOf(graph, node)).toEqual([...expected].sort((a, b) => a - b));
        }
      }),
    );
  });

  it("counts groups of components that depend on each other", () => {
    const edges = { from: [0, 1, 2, 3, 4, 4], to: [1, 0, 3, 4, 2, 5], containers: [], contained: [], groups: new Set<number>() };
    const { cycles, inCycle } = buildGraph(6, edges);
    expect(cycles).toBe(2);
    expect([...inCycle]).toEqual([1, 1, 1, 1, 1, 0]);
  });

  it("marks as cyclic exactly what reaches itself", () => {
    fc.assert(
      fc.property(arbitraryGraph, ({ count, edges }) => {
        const { graph, inCycle } = buildGraph(count, {
          from: edges.map(([f]) => f),
          to: edges.map(([, t]) => t),
          containers: [],
          contained: [],
          groups: new Set(),
        });
        for (let node = 0; node < count; node += 1) {
          const reachesItself = targetsOf(graph, node).some((target) => reachedFrom(graph, target).has(node));
          expect(inCycle[node] === 1).toBe(reachesItself);
        }
      }),
    );
  });
});

describe("the analysis", () => {
  it("is the same as by trying everything: direct, depth, and the smallest direct dependencies that reach", () => {
    fc.assert(
      fc.property(arbitraryGraph, ({ count, edges }) => {
        const graph = graphOf(count, edges);
        const { direct, depth, via } = analyseGraph(count, graph);
        for (let node = 0; node < count; node += 1) {
          const reaching = [...graph.direct].filter((from) => reachedFrom(graph, from).has(node));
          expect(direct[node] === 1).toBe(graph.direct.includes(node));
          expect(depth[node]).toBe(allPaths(graph, node)[0]?.length ?? 0);
          expect(via[node]).toEqual(direct[node] === 1 ? [] : reaching.slice(0, viaMax));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("saturates the depth of a chain of 50,000 and takes time in proportion", () => {
    const count = 50_000;
    const chain: Edge[] = Array.from({ length: count }, (_, i) => [i - 1, i]);
    const { depth } = analyseGraph(count, graphOf(count, chain));
    expect(depth[99]).toBe(100);
    expect(depth[count - 1]).toBe(32_767);
  });

  it("of many components is made in steps", () => {
    const count = 120_000;
    const fan: Edge[] = Array.from({ length: count }, (_, i) => [i % 2 === 0 ? -1 : i - 1, i]);
    const steps = analyseGraphInSteps(count, graphOf(count, fan));
    let taken = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) taken += 1;
    expect(taken).toBe(6);
    expect(step.value.via.slice(0, 4)).toEqual([[], [0], [], [2]]);
    expect(step.value.via[count - 1]).toEqual([count - 2]);
  });
});

describe("shortest paths", () => {
  it("are the first of all paths, shortest first", () => {
    const small = fc
      .integer({ min: 1, max: 8 })
      .chain((count) =>
        fc
          .array(fc.tuple(fc.integer({ min: -1, max: count - 1 }), fc.integer({ min: 0, max: count - 1 })), { maxLength: 20 })
          .map((edges) => ({ count, edges })),
      );
    fc.assert(
      fc.property(small, fc.nat({ max: 7 }), fc.integer({ min: 1, max: 6 }), ({ count, edges }, target, pathsMax) => {
        const graph = graphOf(count, edges);
        const expected = target < count ? allPaths(graph, target).slice(0, pathsMax) : [];
        expect(shortestPaths(graph, target, { pathsMax })).toEqual(expected);
      }),
    );
  });

  it("are found at the end of a long chain, and in bounded time in a dense graph", () => {
    const chain = graphOf(
      20_000,
      Array.from({ length: 20_000 }, (_, i): Edge => [i - 1, i]),
    );
    expect(shortestPaths(chain, 19_999, { pathsMax: 5 })).toHaveLength(1);
    const dense: Edge[] = [];
    for (let from = -1; from < 300; from += 1) for (let to = 0; to < 300; to += 1) if (from >= 0 || to < 30) dense.push([from, to]);
    expect(shortestPaths(graphOf(300, dense), 299, { pathsMax: 100_000 }).length).toBeGreaterThan(100);
  });
});
