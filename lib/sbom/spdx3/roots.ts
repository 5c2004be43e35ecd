import type { Element } from "./element";
import type { ElementGraph } from "./element-graph";

const collections = ["SpdxDocument", "software_Sbom", "Bom", "Bundle"];

/** One thing that the document is about, and where it says so. */
export type RootElement = { id: string; pointer: string };

/**
 * What the document is about: the root elements of the SpdxDocument, and of the SBOMs among those (SPDX 3.0.1, Core,
 * ElementCollection); without an SpdxDocument those of all collections. `describes` from one of these says the same.
 */
export function readRoots(graph: ElementGraph): RootElement[] {
  const documents = graph.ofType("SpdxDocument");
  const start = documents.length > 0 ? documents : graph.ofType(...collections);
  const described = readDescribed(graph);
  const found = new Map<string, string>();
  const seen = new Set<Element>(start);
  for (const [from, roots] of described) {
    // Tools that write the document's id of SPDX 2 here mean the document.
    if (graph.get(from) === undefined) for (const { id, pointer } of roots) if (!found.has(id)) found.set(id, pointer);
  }
  for (const collection of seen) {
    const own = graph.refs(collection, "rootElement").map((id, position) => ({ id, pointer: `${collection.pointer}/rootElement/${position}` }));
    for (const { id, pointer } of [...own, ...(described.get(collection.id) ?? [])]) {
      const element = graph.get(id);
      // A set takes what is added while it is walked.
      if (element !== undefined && collections.includes(element.type)) seen.add(element);
      else if (!found.has(id)) found.set(id, pointer);
    }
  }
  return [...found].map(([id, pointer]) => ({ id, pointer }));
}

function readDescribed(graph: ElementGraph): Map<string, RootElement[]> {
  const described = new Map<string, RootElement[]>();
  for (const relationship of graph.ofType("Relationship", "LifecycleScopedRelationship")) {
    if (graph.word(relationship, "relationshipType") !== "describes") continue;
    for (const from of graph.refs(relationship, "from")) {
      const roots = described.get(from) ?? [];
      described.set(from, roots);
      for (const id of graph.refs(relationship, "to")) roots.push({ id, pointer: relationship.pointer });
    }
  }
  return described;
}
