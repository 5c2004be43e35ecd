import { encodeComposition } from "@/lib/inventory/composition-codec";
import type { DocumentReport } from "@/lib/inventory/upload/schemas";
import { analyseGraph, type Bom, componentScopes, compositionHash } from "@/lib/sbom";
import type { ResolvedComponents } from "./dictionary";
import { type Facts, toFacts } from "./facts";
import type { CompositionToStore } from "./write-build";

/** What a document is made of, with the ids of its components, as it is written. */
export function toComposition(bom: Bom, { packageVersionIds, packageIds }: ResolvedComponents): CompositionToStore {
  const scopes = Uint8Array.from(bom.components, (component) => componentScopes.indexOf(component.scope));
  let facts: Facts | null = null;
  return {
    kind: "parsed",
    hash: compositionHash(bom),
    facts: () => {
      facts ??= toFacts(packageVersionIds, packageIds, scopes, analyseGraph(bom.components.length, bom.graph));
      return facts;
    },
    componentCount: bom.components.length,
    edgeCount: bom.graph.targets.length,
    encode: () => encodeComposition({ packageVersionIds, scopes, ...bom.graph }),
  };
}

/** What is kept of the reading of a document beside its composition. */
export function toReport(bom: Bom): DocumentReport {
  return { accounting: bom.accounting, warnings: bom.warnings, root: bom.root, directAssumed: bom.graph.directAssumed };
}
