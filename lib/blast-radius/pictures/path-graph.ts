import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { inSnapshot } from "@/lib/inventory/read";
import { toPathNode } from "../explain-presence";
import { explainPresenceSchema, pathNodeSchema } from "../explain-schemas";
import { findInComposition } from "../find-in-composition";
import { selectNodes } from "../queries/paths";
import { waysTo } from "./ways-to";

/** What can be drawn and still be looked at. */
export const graphNodesMax = 300;

export const pathGraphSchema = z.object({
  /** By their distance from the root: direct dependencies have depth 1. */
  nodes: z.array(pathNodeSchema.extend({ depth: z.number().int() })),
  /** From what depends to what it depends on, as places in `nodes`. */
  edges: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** The place of the package version that is asked for; null: nothing leads to it. */
  target: z.number().int().nullable(),
  /** How much lies on any way; of more than 300 the shortest ways are given. */
  total: z.number().int(),
});
export type PathGraph = z.infer<typeof pathGraphSchema>;

/** Everything on the ways from a build's direct dependencies to a package version, to be drawn. Throws `not_found` when the build does not hold it. */
export async function pathGraph({ ctx, input }: Verb<z.input<typeof explainPresenceSchema>>): Promise<PathGraph> {
  requireScope(ctx, "inventory:read");
  const asked = explainPresenceSchema.parse(input);
  return inSnapshot(async (client) => {
    const { composition, target } = await findInComposition(client, asked);
    const { nodes, edges, total } = waysTo(composition.packageVersionIds.length, composition, target, graphNodesMax);
    const idOf = (index: number) => composition.packageVersionIds[index] ?? 0;
    const names = new Map(
      (
        await selectNodes(
          client,
          nodes.map(({ index }) => idOf(index)),
        )
      ).map((row) => [row.id, toPathNode(row)]),
    );
    const shown = nodes.flatMap(({ index, depth }) => {
      const named = names.get(idOf(index));
      return named ? [{ ...named, depth, index }] : [];
    });
    const places = new Map(shown.map(({ index }, place) => [index, place]));
    return {
      nodes: shown.map(({ index: _, ...node }) => node),
      edges: edges.flatMap(([from, to]): [number, number][] => {
        const [a, b] = [places.get(from), places.get(to)];
        return a === undefined || b === undefined ? [] : [[a, b]];
      }),
      target: places.get(target) ?? null,
      total,
    };
  });
}
