import { analyseGraph } from "../analyse-graph";
import type { Bom } from "../model";
import type { Facts, JudgedComponent } from "./model";

/** Prepares a document for the rules. It must have been read with `details: true`. */
export function toFacts(bom: Bom): Facts {
  const { details, origin, rootDetails, root } = bom;
  if (details === null || origin === null) throw new Error("a document is judged with its details");
  const components: JudgedComponent[] = bom.components.map((identity, index) => {
    const own = details[index];
    if (own === undefined) throw new Error("each component has details");
    return { index, version: identity.version, identity, details: own };
  });
  if (rootDetails !== null) components.unshift({ index: null, version: root?.version ?? "", identity: null, details: rootDetails });
  return { bom, origin, components, depth: analyseGraph(bom.components.length, bom.graph).depth, isRelated: related(bom) };
}

function related({ components, graph }: Bom): Uint8Array {
  const { offsets, targets, direct, directAssumed } = graph;
  const isRelated = new Uint8Array(components.length);
  if (!directAssumed) for (const index of direct) isRelated[index] = 1;
  for (const index of targets) isRelated[index] = 1;
  for (let i = 0; i < components.length; i += 1) if ((offsets[i + 1] ?? 0) > (offsets[i] ?? 0)) isRelated[i] = 1;
  return isRelated;
}
