import { findCycles } from "./find-cycles";
import { IntList } from "./int-list";
import type { DependencyGraph } from "./model";

/** Edges by position in the sorted components; a negative source is the root. Targets are never negative. */
export type Edges = Readonly<Record<"from" | "to" | "containers" | "contained", ArrayLike<number>>> & {
  /** Components that only hold others together, such as a lock file: below the root, what they hold is the root's own. */
  groups: ReadonlySet<number>;
};

/** The graph, which components stand in a cycle, and how many separate groups of such components there are. */
export type BuiltGraph = { graph: DependencyGraph; inCycle: Uint8Array; cycles: number };

/**
 * Compressed sparse rows from an edge list. A containment counts as an edge only where no dependency leads to the
 * contained component, or where the root contains what it could not reach otherwise. When there are edges but none from
 * the root, `direct` is every component that nothing depends on.
 */
export function buildGraph(count: number, given: Edges): BuiltGraph {
  const edges = given.groups.size === 0 ? given : withoutGroups(given);
  const incoming = new Uint8Array(count);
  for (let i = 0; i < edges.to.length; i += 1) {
    if (edges.from[i] !== edges.to[i]) incoming[edges.to[i] as number] = 1;
  }
  const from = new IntList();
  const to = new IntList();
  const direct: number[] = [];
  const add = (source: number, target: number) => {
    if (source < 0) direct.push(target);
    else if (source !== target) {
      from.push(source);
      to.push(target);
    }
  };
  for (let i = 0; i < edges.to.length; i += 1) add(edges.from[i] as number, edges.to[i] as number);
  const rootContains: number[] = [];
  for (let i = 0; i < edges.contained.length; i += 1) {
    const container = edges.containers[i] as number;
    const contained = edges.contained[i] as number;
    if (incoming[contained] === 0) add(container, contained);
    else if (container < 0) rootContains.push(contained);
  }
  const { offsets, targets } = toRows(count, from.view(), to.view());
  if (rootContains.length > 0) for (const node of unreached(rootContains, direct, offsets, targets)) direct.push(node);
  const directAssumed = direct.length === 0 && targets.length > 0;
  const graph = { offsets, targets, direct: directAssumed ? withoutDependents(count, targets) : sortedUnique(direct), directAssumed };
  return { graph, ...findCycles(offsets, targets) };
}

/** Lets the edges of groups that hang below the root start at the root. Groups in groups are followed a few levels. */
function withoutGroups(edges: Edges): Edges {
  const below = new Set<number>();
  const isRoot = (node: number) => node < 0 || below.has(node);
  const lift = (sources: ArrayLike<number>, targets: ArrayLike<number>) => {
    for (let i = 0; i < targets.length; i += 1) {
      const target = targets[i] as number;
      if (edges.groups.has(target) && isRoot(sources[i] as number)) below.add(target);
    }
  };
  for (let before = -1, level = 0; below.size !== before && level < 4; level += 1) {
    before = below.size;
    lift(edges.from, edges.to);
    lift(edges.containers, edges.contained);
  }
  const lifted = (node: number) => (isRoot(node) ? -1 : node);
  return { ...edges, from: Int32Array.from(edges.from, lifted), containers: Int32Array.from(edges.containers, lifted) };
}

/** Counting sort by source, then each row sorted and without duplicates. */
function toRows(count: number, from: Int32Array, to: Int32Array): { offsets: Uint32Array; targets: Uint32Array } {
  const starts = new Uint32Array(count + 1);
  for (let i = 0; i < from.length; i += 1) {
    const after = (from[i] as number) + 1;
    starts[after] = (starts[after] as number) + 1;
  }
  for (let i = 0; i < count; i += 1) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number);
  const next = starts.slice();
  const all = new Uint32Array(to.length);
  for (let i = 0; i < to.length; i += 1) {
    const source = from[i] as number;
    const place = next[source] as number;
    all[place] = to[i] as number;
    next[source] = place + 1;
  }
  const offsets = new Uint32Array(count + 1);
  let written = 0;
  for (let i = 0; i < count; i += 1) {
    const end = starts[i + 1] as number;
    sortRow(all, starts[i] as number, end);
    let last = -1;
    for (let j = starts[i] as number; j < end; j += 1) {
      const target = all[j] as number;
      if (target === last) continue;
      all[written++] = target;
      last = target;
    }
    offsets[i + 1] = written;
  }
  return { offsets, targets: all.slice(0, written) };
}

/** Rows are mostly a handful of entries: insertion sort in place, the native sort for long ones. */
function sortRow(all: Uint32Array, start: number, end: number): void {
  if (end - start > 24) {
    all.subarray(start, end).sort();
    return;
  }
  for (let i = start + 1; i < end; i += 1) {
    const value = all[i] as number;
    let j = i - 1;
    while (j >= start && (all[j] as number) > value) {
      all[j + 1] = all[j] as number;
      j -= 1;
    }
    all[j + 1] = value;
  }
}

/** Of the candidates, in ascending order, those that neither `direct` nor an earlier candidate reaches. */
function unreached(candidates: readonly number[], direct: readonly number[], offsets: Uint32Array, targets: Uint32Array): number[] {
  const reached = new Uint8Array(offsets.length - 1);
  const reach = (start: number) => {
    const open = [start];
    reached[start] = 1;
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (let i = offsets[node] as number; i < (offsets[node + 1] as number); i += 1) {
        const target = targets[i] as number;
        if (reached[target] === 1) continue;
        reached[target] = 1;
        open.push(target);
      }
    }
  };
  for (const node of direct) if (reached[node] === 0) reach(node);
  const found: number[] = [];
  for (const node of sortedUnique(candidates)) {
    if (reached[node] === 1) continue;
    found.push(node);
    reach(node);
  }
  return found;
}

function withoutDependents(count: number, targets: Uint32Array): Uint32Array {
  const incoming = new Uint8Array(count);
  for (const target of targets) incoming[target] = 1;
  const free: number[] = [];
  for (let i = 0; i < count; i += 1) if (incoming[i] === 0) free.push(i);
  return Uint32Array.from(free);
}

function sortedUnique(values: readonly number[]): Uint32Array {
  const sorted = Uint32Array.from(values).sort();
  return sorted.filter((value, position) => position === 0 || value !== sorted[position - 1]);
}
