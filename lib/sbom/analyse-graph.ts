import type { DependencyGraph, GraphAnalysis } from "./model";
import { runSteps } from "./steps";

/** How many direct dependencies are remembered for a transitive one. */
export const viaMax = 8;
const depthMax = 32_767;
/** Entries and components of one step: some milliseconds. */
const stepEntries = 50_000;
const nothing: readonly number[] = Object.freeze([]);

/**
 * For each component: whether it is direct, its shortest distance from the root, and for transitive ones the up to
 * `viaMax` smallest indices of direct dependencies that reach it, ascending.
 */
export function analyseGraph(componentCount: number, graph: DependencyGraph): GraphAnalysis {
  return runSteps(analyseGraphInSteps(componentCount, graph));
}

/** The same, for a caller with other things to do between its steps. */
export function* analyseGraphInSteps(componentCount: number, graph: DependencyGraph): Generator<void, GraphAnalysis, void> {
  const { direct, depth } = findDepths(componentCount, graph);
  yield;
  return { direct, depth, via: yield* collectVia(componentCount, graph, direct) };
}

function findDepths(componentCount: number, graph: DependencyGraph): Pick<GraphAnalysis, "direct" | "depth"> {
  const { offsets, targets, direct: directList } = graph;
  const direct = new Uint8Array(componentCount);
  const depth = new Uint16Array(componentCount);
  const queue = new Uint32Array(componentCount);
  let size = 0;
  for (const node of directList) {
    direct[node] = 1;
    depth[node] = 1;
    queue[size++] = node;
  }
  for (let head = 0; head < size; head += 1) {
    const node = queue[head] as number;
    const next = Math.min((depth[node] as number) + 1, depthMax);
    for (let i = offsets[node] as number; i < (offsets[node + 1] as number); i += 1) {
      const target = targets[i] as number;
      if (depth[target] !== 0) continue;
      depth[target] = next;
      queue[size++] = target;
    }
  }
  return { direct, depth };
}

/**
 * Walks from each direct dependency in ascending order. A node that already has `viaMax` entries is not entered again:
 * everything behind it has those same entries, so each edge is followed at most `viaMax` times.
 */
function* collectVia(count: number, { offsets, targets, direct }: DependencyGraph, isDirect: Uint8Array): Generator<void, (readonly number[])[], void> {
  const found = new Uint32Array(count * viaMax);
  const sizes = new Uint8Array(count);
  const stack = new Uint32Array(count + 1);
  const walkFrom = (start: number): number => {
    let entered = 1;
    let depth = 1;
    stack[0] = start;
    found[start * viaMax + (sizes[start] as number)] = start;
    sizes[start] = (sizes[start] as number) + 1;
    while (depth > 0) {
      const node = stack[--depth] as number;
      for (let i = offsets[node] as number; i < (offsets[node + 1] as number); i += 1) {
        const target = targets[i] as number;
        const size = sizes[target] as number;
        if (size >= viaMax || (size > 0 && found[target * viaMax + size - 1] === start)) continue;
        found[target * viaMax + size] = start;
        sizes[target] = size + 1;
        stack[depth++] = target;
        entered += 1;
      }
    }
    return entered;
  };
  let entered = 0;
  for (const start of direct) {
    if ((sizes[start] as number) < viaMax) entered += walkFrom(start);
    if (entered < stepEntries) continue;
    entered = 0;
    yield;
  }
  const via: (readonly number[])[] = new Array(count);
  for (let from = 0; from < count; from += stepEntries) {
    listVia(via, from, Math.min(from + stepEntries, count), { found, sizes, isDirect });
    yield;
  }
  return via;
}

type FoundVia = { found: Uint32Array; sizes: Uint8Array; isDirect: Uint8Array };

function listVia(via: (readonly number[])[], from: number, to: number, { found, sizes, isDirect }: FoundVia): void {
  for (let node = from; node < to; node += 1) {
    const size = sizes[node] as number;
    if (size === 0 || isDirect[node] === 1) {
      via[node] = nothing;
      continue;
    }
    const list: number[] = [];
    for (let i = node * viaMax; i < node * viaMax + size; i += 1) list.push(found[i] as number);
    via[node] = list;
  }
}
