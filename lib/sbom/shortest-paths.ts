import type { DependencyGraph } from "./model";

const workMax = 1_000_000;

/**
 * Up to `pathsMax` paths from a direct dependency to `target`, both included, without repeated components: shortest
 * first, then in the order of the indices. The work is bounded; in a dense graph late paths may be missing.
 */
export function shortestPaths(graph: DependencyGraph, target: number, { pathsMax }: { pathsMax: number }): number[][] {
  const distance = distancesTo(graph, target);
  if (distance === null || pathsMax < 1) return [];
  const { offsets, targets, direct } = graph;
  const byLength: Step[][] = [];
  const put = (node: number, before: Step | null) => {
    const rest = distance[node] as number;
    if (rest < 0) return;
    const length = before === null ? 1 : before.length + 1;
    const isDetour = before !== null && (before.isDetour || rest >= (distance[before.node] as number));
    const step = { node, length, before, isDetour };
    const bucket = byLength[length + rest];
    if (bucket === undefined) byLength[length + rest] = [step];
    else bucket.push(step);
  };
  for (const node of direct) put(node, null);
  const paths: number[][] = [];
  let work = 0;
  for (let total = 0; total < byLength.length && work < workMax; total += 1) {
    const complete: number[][] = [];
    const bucket = byLength[total] ?? [];
    for (let i = 0; i < bucket.length && work < workMax; i += 1) {
      const step = bucket[i] as Step;
      if (step.node === target) {
        complete.push(pathOf(step));
        work += step.length;
        continue;
      }
      for (let edge = offsets[step.node] as number; edge < (offsets[step.node + 1] as number); edge += 1) {
        const next = targets[edge] as number;
        work += 1;
        // A way that only ever came nearer to the target cannot meet itself by coming nearer again.
        if (next === target) {
          // Completed at once, so that what was found counts even when the work runs out within this length.
          complete.push([...pathOf(step), target]);
          work += step.length;
          continue;
        }
        if (step.isDetour || (distance[next] as number) >= (distance[step.node] as number)) {
          work += step.length;
          if (isOnPath(next, step)) continue;
        }
        put(next, step);
      }
    }
    complete.sort(byIndices);
    for (const path of complete) if (paths.push(path) === pathsMax) return paths;
  }
  return paths;
}

/**
 * A partial path. They wait by the least length they can have in the end, a consistent estimate, so that whole paths come
 * out in order of length.
 */
type Step = { node: number; length: number; before: Step | null; isDetour: boolean };

function pathOf(last: Step): number[] {
  const path: number[] = [];
  for (let step: Step | null = last; step !== null; step = step.before) path.push(step.node);
  return path.reverse();
}

function isOnPath(node: number, last: Step): boolean {
  for (let step: Step | null = last; step !== null; step = step.before) if (step.node === node) return true;
  return false;
}

/** Edges to `target` from every node, -1 where it cannot be reached; null when there is no such node. */
function distancesTo({ offsets, targets }: DependencyGraph, target: number): Int32Array | null {
  const count = offsets.length - 1;
  if (!Number.isInteger(target) || target < 0 || target >= count) return null;
  const starts = new Uint32Array(count + 1);
  for (const node of targets) starts[node + 1] = (starts[node + 1] as number) + 1;
  for (let i = 0; i < count; i += 1) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
  const next = starts.slice();
  const sources = new Uint32Array(targets.length);
  for (let node = 0; node < count; node += 1) {
    for (let i = offsets[node] as number; i < (offsets[node + 1] as number); i += 1) {
      const to = targets[i] as number;
      const place = next[to] as number;
      sources[place] = node;
      next[to] = place + 1;
    }
  }
  const distance = new Int32Array(count).fill(-1);
  distance[target] = 0;
  const queue = [target];
  for (let head = 0; head < queue.length; head += 1) {
    const node = queue[head] as number;
    for (let i = starts[node] as number; i < (starts[node + 1] as number); i += 1) {
      const source = sources[i] as number;
      if (distance[source] !== -1) continue;
      distance[source] = (distance[node] as number) + 1;
      queue.push(source);
    }
  }
  return distance;
}

function byIndices(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i += 1) {
    const difference = (a[i] as number) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
