import type { PathGraph } from "@/lib/blast-radius/pictures/path-graph";

export const nodeSize = { width: 208, height: 26, gapX: 52, gapY: 8 } as const;

export type PlacedNode = { place: number; column: number; x: number; y: number };
export type Layout = {
  nodes: PlacedNode[];
  root: { x: number; y: number };
  edges: { from: number; to: number; path: string }[];
  width: number;
  height: number;
};

/** The place of the service itself among the ends of edges. */
export const rootPlace = -1;

/**
 * Layers by depth from left to right: the service, its direct dependencies, and so on; what is asked for stands alone at the right end, so that
 * every way leads there. Within a layer nodes are near those that lead to them.
 */
export function layOut({ nodes, edges, target }: Pick<PathGraph, "edges" | "target"> & { nodes: readonly { depth: number }[] }): Layout {
  const others = nodes.flatMap(({ depth }, place) => (place === target ? [] : [{ place, column: depth }]));
  const last = Math.max(0, ...others.map(({ column }) => column)) + 1;
  const columns = new Map<number, number[]>();
  for (const { place, column } of others) columns.set(column, [...(columns.get(column) ?? []), place]);
  if (target !== null) columns.set(last, [target]);
  const sources = new Map<number, number[]>();
  for (const [from, to] of edges) sources.set(to, [...(sources.get(to) ?? []), from]);

  const rowOf = new Map<number, number>();
  const ordered = [...columns].sort(([a], [b]) => a - b);
  for (const [, places] of ordered) {
    const weight = (place: number) => mean((sources.get(place) ?? []).flatMap((source) => rowOf.get(source) ?? [])) ?? Number.POSITIVE_INFINITY;
    const sorted = places.map((place) => [weight(place), place] as const).sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] - b[0]));
    sorted.forEach(([, place], row) => {
      rowOf.set(place, row - (sorted.length - 1) / 2);
    });
  }
  const tallest = Math.max(1, ...ordered.map(([, places]) => places.length));
  const height = tallest * (nodeSize.height + nodeSize.gapY) + nodeSize.gapY;
  const xOf = (index: number) => nodeSize.gapY + index * (nodeSize.width + nodeSize.gapX);
  const yOf = (row: number) => height / 2 + row * (nodeSize.height + nodeSize.gapY) - nodeSize.height / 2;
  const placed = ordered.flatMap(([column, places], index) => places.map((place) => ({ place, column, x: xOf(index + 1), y: yOf(rowOf.get(place) ?? 0) })));
  const root = { x: xOf(0), y: yOf(0) };
  const at = new Map<number, { x: number; y: number }>([[rootPlace, root], ...placed.map((node) => [node.place, node] as const)]);
  const direct = nodes.flatMap(({ depth }, place) => (depth === 1 ? [[rootPlace, place] as const] : []));
  return {
    nodes: placed.sort((a, b) => a.place - b.place),
    root,
    edges: [...direct, ...edges].flatMap(([from, to]) => {
      const [start, end] = [at.get(from), at.get(to)];
      return start && end ? [{ from, to, path: curve(start, end) }] : [];
    }),
    width: xOf(ordered.length) + nodeSize.width + nodeSize.gapY,
    height,
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** From the right end of one node to the left end of another; beside a column within it, so that no node lies over the line. */
function curve(from: { x: number; y: number }, to: { x: number; y: number }): string {
  if (from.x === to.x) {
    const [x, y1, y2] = [from.x + nodeSize.width, from.y + nodeSize.height / 2, to.y + nodeSize.height / 2];
    return `M${x} ${y1}C${x + nodeSize.gapX / 2} ${y1} ${x + nodeSize.gapX / 2} ${y2} ${x} ${y2}`;
  }
  const [x1, y1, x2, y2] = [from.x + nodeSize.width, from.y + nodeSize.height / 2, to.x, to.y + nodeSize.height / 2];
  const bend = Math.max(28, Math.abs(x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** The nodes that lie on a way with one of them: what leads there, and where it leads. */
export function waysThrough(edges: readonly { from: number; to: number }[], place: number): ReadonlySet<number> {
  const reach = (start: number, next: (at: number) => number[]) => {
    const seen = new Set([start]);
    for (const at of seen) for (const other of next(at)) seen.add(other);
    return seen;
  };
  const up = reach(place, (at) => edges.flatMap(({ from, to }) => (to === at ? [from] : [])));
  const down = reach(place, (at) => edges.flatMap(({ from, to }) => (from === at ? [to] : [])));
  return new Set([...up, ...down]);
}
