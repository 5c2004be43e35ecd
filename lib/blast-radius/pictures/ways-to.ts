import type { DependencyGraph } from "@/lib/sbom/model";

/** A part of a dependency graph, by component index. `depth` counts from the root's direct dependencies, which have 1. */
export type Ways = { nodes: { index: number; depth: number }[]; edges: [from: number, to: number][]; total: number };

/**
 * Everything that lies on some way from a direct dependency to a component, and the edges in between. Of more than `nodesMax` the ones on
 * the shortest ways; `total` counts all. Linear in the size of the graph.
 */
export function waysTo(componentCount: number, { offsets, targets, direct }: DependencyGraph, target: number, nodesMax: number): Ways {
  const depth = spread(componentCount, direct, (node) => targets.subarray(offsets[node], offsets[node + 1]), 1);
  const sources = reversed(componentCount, offsets, targets);
  const distance = spread(componentCount, Uint32Array.of(target), (node) => sources.targets.subarray(sources.offsets[node], sources.offsets[node + 1]), 0);
  const between: number[] = [];
  for (let node = 0; node < componentCount; node++) if ((depth[node] ?? -1) >= 0 && (distance[node] ?? -1) >= 0) between.push(node);
  const lengthOf = (node: number) => (depth[node] ?? 0) + (distance[node] ?? 0);
  const chosen = between.length <= nodesMax ? between : between.sort((a, b) => lengthOf(a) - lengthOf(b) || a - b).slice(0, nodesMax);
  const isChosen = new Uint8Array(componentCount);
  for (const node of chosen) isChosen[node] = 1;
  const edges: Ways["edges"] = [];
  for (const node of chosen) {
    // What lies behind the target explains nothing.
    if (node === target) continue;
    for (const next of targets.subarray(offsets[node], offsets[node + 1])) if (isChosen[next] === 1) edges.push([node, next]);
  }
  return {
    nodes: chosen.map((index) => ({ index, depth: depth[index] ?? 0 })).sort((a, b) => a.depth - b.depth || a.index - b.index),
    edges,
    total: between.length,
  };
}

/** The fewest steps to each node from some of them, which have `first`; -1 where there is no way. */
function spread(count: number, from: Uint32Array, next: (node: number) => Uint32Array, first: number): Int32Array {
  const steps = new Int32Array(count).fill(-1);
  const queue = new Uint32Array(count);
  let size = 0;
  for (const node of from) {
    if ((steps[node] ?? 0) >= 0) continue;
    steps[node] = first;
    queue[size++] = node;
  }
  for (let head = 0; head < size; head++) {
    const node = queue[head] ?? 0;
    for (const other of next(node)) {
      if ((steps[other] ?? 0) >= 0) continue;
      steps[other] = (steps[node] ?? 0) + 1;
      queue[size++] = other;
    }
  }
  return steps;
}

function reversed(count: number, offsets: Uint32Array, targets: Uint32Array): { offsets: Uint32Array; targets: Uint32Array } {
  const starts = new Uint32Array(count + 1);
  for (const target of targets) starts[target + 1] = (starts[target + 1] ?? 0) + 1;
  for (let i = 0; i < count; i++) starts[i + 1] = (starts[i + 1] ?? 0) + (starts[i] ?? 0);
  const place = starts.slice();
  const sources = new Uint32Array(targets.length);
  for (let node = 0; node < count; node++) {
    for (let i = offsets[node] ?? 0; i < (offsets[node + 1] ?? 0); i++) {
      const target = targets[i] ?? 0;
      sources[place[target] ?? 0] = node;
      place[target] = (place[target] ?? 0) + 1;
    }
  }
  return { offsets: starts, targets: sources };
}
