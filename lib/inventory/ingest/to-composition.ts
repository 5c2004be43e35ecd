import { setImmediate as othersFirst } from "node:timers/promises";
import { encodeComposition } from "@/lib/inventory/composition-codec";
import type { DocumentReport } from "@/lib/inventory/upload/schemas";
import {
  analyseGraph,
  analyseGraphInSteps,
  type Bom,
  componentScopes,
  compositionHash,
  compositionHashInSteps,
  type GraphAnalysis,
  nothingListed,
  statedIncomplete,
} from "@/lib/sbom";
import type { ResolvedComponents } from "./dictionary";
import { type Facts, toFacts } from "./facts";
import type { CompositionToStore } from "./write-build";

/** What can be told of a composition before its components have ids. */
export type AnalysedComposition = { hash: Buffer; analysis: () => GraphAnalysis };

/** Computed in turns with what else its thread has to do, for a caller that waits for the ids meanwhile. */
export async function analyseComposition(bom: Bom): Promise<AnalysedComposition> {
  const analysis = await inTurns(analyseGraphInSteps(bom.components.length, bom.graph));
  return { hash: await inTurns(compositionHashInSteps(bom)), analysis: () => analysis };
}

/** The result of work in steps; between two of them the thread answers whoever waits for it. */
async function inTurns<T>(steps: Generator<void, T, void>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await othersFirst();
  }
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
