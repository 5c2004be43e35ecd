import { analyseGraph } from "@/lib/sbom/analyse-graph";
import type { DependencyGraph, GraphAnalysis } from "@/lib/sbom/model";
import type { Random } from "../random";

export type FleetGraph = DependencyGraph & { analysis: GraphAnalysis; scopes: Uint8Array };

/** A dependency graph as package managers leave it: a few direct ones, a tree below them, and shared dependencies. */
export function makeGraph(random: Random, count: number): FleetGraph {
  const flat = random.chance(0.08);
  const directCount = flat ? 0 : Math.max(1, Math.min(count, Math.round(count * (0.02 + random.next() * 0.08))));
  const rows: number[][] = Array.from({ length: count }, () => []);
  for (let node = directCount; node < count && !flat; node++) {
    rows[Math.floor(node * random.next() ** 1.4)]?.push(node);
    if (random.chance(0.7)) rows[random.below(node)]?.push(node);
  }
  const offsets = new Uint32Array(count + 1);
  const targets: number[] = [];
  rows.forEach((row, node) => {
    for (const target of [...new Set(row)].sort((a, b) => a - b)) targets.push(target);
    offsets[node + 1] = targets.length;
  });
  const graph: DependencyGraph = {
    offsets,
    targets: Uint32Array.from(targets),
    direct: Uint32Array.from({ length: directCount }, (_, i) => i),
    directAssumed: false,
  };
  // Mostly runtime; some optional and dev, as npm documents say.
  const scopes = Uint8Array.from({ length: count }, () => (random.chance(0.85) ? 0 : 1 + random.below(2)));
  return { ...graph, analysis: analyseGraph(count, graph), scopes };
}
