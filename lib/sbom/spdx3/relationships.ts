import { type CompositionBuilder, rootIndex, strongerScope } from "../composition-builder";
import type { ComponentScope } from "../model";
import type { Element } from "./element";
import type { ElementGraph } from "./element-graph";
import { wordKey } from "./names";
import { completenesses, lifecycleScopes, type Meaning, relationshipTypes } from "./relationship-types";

/** Individuals of SPDX 3 that stand for nothing and for no statement. */
const absence = /(?:^|[/#])(?:None(?:Element)?|NoAssertion(?:Element)?|NONE|NOASSERTION)$/;

/**
 * Reads the relationships between packages. Returns a function that finds those whose depending side satisfies a
 * condition, for naming the places of cycles, as JSON pointers.
 */
export function readRelationships(builder: CompositionBuilder, graph: ElementGraph): (matches: (index: number) => boolean) => string[] {
  const { sink } = builder;
  const edges: { from: number; pointer: string }[] = [];
  const scopes = new Map<number, ComponentScope>();
  const isImported = importedIds(graph);
  const indexOf = (id: string, pointer: () => string): number | undefined => {
    const index = builder.refs.get(id);
    if (index === undefined && graph.get(id) === undefined && !absence.test(id) && !isImported(id)) sink.add("dangling_ref", pointer);
    return index;
  };
  for (const relationship of graph.ofType("Relationship", "LifecycleScopedRelationship")) {
    const { pointer } = relationship;
    const type = graph.word(relationship, "relationshipType");
    const meaning = relationshipTypes.get(type);
    if (meaning === undefined) sink.add("relationship_unknown", () => `${pointer}/relationshipType`);
    if (meaning === undefined || meaning.edge === "other") continue;
    const scope = scopeOf(graph, relationship, meaning);
    const completeness = graph.text(relationship, "completeness") ?? "";
    for (const start of graph.refs(relationship, "from")) {
      const fromIndex = indexOf(start, () => `${pointer}/from`);
      if (fromIndex === rootIndex && meaning.edge !== "contained") builder.stateCompleteness(completenesses.get(wordKey(completeness)) ?? null);
      graph.refs(relationship, "to").forEach((end, position) => {
        const place = () => `${pointer}/to/${position}`;
        const toIndex = indexOf(end, place);
        if (fromIndex === undefined || toIndex === undefined) return;
        if (start === end) {
          sink.add("self_dependency", place);
          return;
        }
        const [from, to] = meaning.edge === "contained" ? [toIndex, fromIndex] : [fromIndex, toIndex];
        edges.push({ from, pointer });
        if (meaning.edge === "forward") builder.addDependency(from, to);
        else builder.addContainment(from, to);
        const before = scopes.get(to);
        if (scope !== null && to >= 0) scopes.set(to, before === undefined ? scope : strongerScope(before, scope));
      });
    }
  }
  for (const [index, scope] of scopes) builder.setScope(index, scope);
  return (matches) => {
    const pointers: string[] = [];
    for (const { from, pointer } of edges) {
      if (pointers.length === 5) break;
      if (matches(from)) pointers.push(pointer);
    }
    return pointers;
  };
}

/** What the life cycle says of a dependency; "runtime" takes nothing away from an optional or a provided one. */
function scopeOf(graph: ElementGraph, relationship: Element, { edge, scope }: Meaning): ComponentScope | null {
  if (edge !== "forward") return null;
  const stated = lifecycleScopes.get(graph.word(relationship, "scope"));
  return stated === undefined || stated === "runtime" ? scope : stated;
}

/** Elements of other documents, as `import` of an SpdxDocument names them. */
function importedIds(graph: ElementGraph): (id: string) => boolean {
  const ids = new Set<string>();
  for (const document of graph.ofType("SpdxDocument")) {
    for (const imported of graph.objects(document, "import")) for (const id of graph.refs(imported, "externalSpdxId")) ids.add(id);
  }
  return (id) => ids.has(id);
}
