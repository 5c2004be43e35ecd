import { encodeComposition } from "@/lib/inventory/composition-codec";
import type { DocumentReport } from "@/lib/inventory/upload/schemas";
import { analyseGraph, type Bom, componentScopes, compositionHash, type GraphAnalysis, nothingListed, statedIncomplete } from "@/lib/sbom";
import type { ResolvedComponents } from "./dictionary";
import { type Facts, toFacts } from "./facts";
import type { CompositionToStore } from "./write-build";

/** What can be told of a composition before its components have ids. */
export type AnalysedComposition = { hash: Buffer; analysis: () => GraphAnalysis };

/** Computed at once, for a caller that waits for the ids meanwhile. */
export function analyseComposition(bom: Bom): AnalysedComposition {
  const analysis = analyseGraph(bom.components.length, bom.graph);
  return { hash: compositionHash(bom), analysis: () => analysis };
}

/** What a document is made of, with the ids of its components, as it is written. Of a known composition the graph is not analysed. */
export function toComposition(
  bom: Bom,
  resolved: ResolvedComponents,
  { hash, analysis }: AnalysedComposition = { hash: compositionHash(bom), analysis: () => analyseGraph(bom.components.length, bom.graph) },
): CompositionToStore {
  const scopes = Uint8Array.from(bom.components, (component) => componentScopes.indexOf(component.scope));
  return {
    kind: "parsed",
    hash,
    facts: once(() => toFacts(resolved, scopes, analysis())),
    packageIds: resolved.packageIds,
    componentCount: bom.components.length,
    edgeCount: bom.graph.targets.length,
    scopes: scopes.reduce((bits, scope) => bits | (1 << scope), 0),
    encode: encoding(resolved.packageVersionIds, scopes, bom.graph),
  };
}

/** Computed when it is asked for first; what it was made of is not held any longer. */
function once(make: () => Facts): () => Facts {
  let unmade: (() => Facts) | null = make;
  let facts: Facts | null = null;
  return () => {
    if (unmade !== null) facts = unmade();
    unmade = null;
    return facts as Facts;
  };
}

/** Apart, so that it holds no more of the document than it needs while the rest is written. */
function encoding(packageVersionIds: Int32Array, scopes: Uint8Array, graph: Bom["graph"]): () => Buffer {
  return () => encodeComposition({ packageVersionIds, scopes, ...graph });
}

/** What is kept of the reading of a document beside its composition. */
export function toReport(bom: Bom): DocumentReport {
  const { accounting, completeness, root, graph } = bom;
  const warnings = [...bom.warnings];
  if (bom.components.length === 0) warnings.push(nothingListed());
  if (completeness === "incomplete") warnings.push(statedIncomplete());
  return { accounting, completeness, warnings, root, directAssumed: graph.directAssumed };
}
