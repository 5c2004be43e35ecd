import { type CompositionBuilder, rootIndex, strongerScope } from "../composition-builder";
import { isObject, type JsonObject } from "../json";
import { isList } from "../list";
import type { ComponentScope } from "../model";
import { IdSet } from "./id-set";
import { relationshipTypes } from "./relationship-types";

/**
 * Reads the relationships between packages. Returns a function that finds those whose depending side satisfies a
 * condition, for naming the places of cycles, as JSON pointers.
 */
export function readRelationships(builder: CompositionBuilder, document: JsonObject, at: string): (matches: (index: number) => boolean) => string[] {
  const { sink } = builder;
  const value = document.relationships;
  if (value === undefined || value === null) return () => [];
  if (!isList(value)) {
    sink.add("not_a_list", () => `${at}/relationships`);
    return () => [];
  }
  const sources = new Int32Array(value.length).fill(rootIndex);
  const scopes = new Map<number, ComponentScope>();
  const isKnownId = otherIds(document);
  let next = 0;
  for (const relationship of value) {
    const i = next++;
    const pointer = (name = "") => `${at}/relationships/${i}${name}`;
    if (!isObject(relationship)) {
      sink.add("not_an_object", pointer);
      continue;
    }
    const { relationshipType: type, spdxElementId: element, relatedSpdxElement: related } = relationship;
    if (typeof type !== "string" || typeof element !== "string" || typeof related !== "string") {
      sink.add("not_a_text", pointer);
      continue;
    }
    const meaning = relationshipTypes.get(type) ?? relationshipTypes.get(type.toUpperCase());
    if (meaning === undefined) sink.add("relationship_unknown", () => pointer("/relationshipType"));
    if (meaning === undefined || meaning.edge === "other") continue;
    const elementIndex = builder.refs.get(element);
    const relatedIndex = builder.refs.get(related);
    if (elementIndex === undefined || relatedIndex === undefined) {
      // No assertion about what the subject has: a known unknown (SPDX 2.3, clause 11.1).
      if (related === "NOASSERTION" && elementIndex === rootIndex && (meaning.edge === "forward" || meaning.edge === "contains"))
        builder.stateCompleteness("unknown");
      if (elementIndex === undefined && !isKnownId(element)) sink.add("dangling_ref", () => pointer("/spdxElementId"));
      if (relatedIndex === undefined && !isKnownId(related)) sink.add("dangling_ref", () => pointer("/relatedSpdxElement"));
      continue;
    }
    if (element === related) {
      sink.add("self_dependency", pointer);
      continue;
    }
    const isForward = meaning.edge === "forward" || meaning.edge === "contains";
    const from = isForward ? elementIndex : relatedIndex;
    const to = isForward ? relatedIndex : elementIndex;
    sources[i] = from;
    if (meaning.edge === "forward" || meaning.edge === "backward") builder.addDependency(from, to);
    else builder.addContainment(from, to);
    if (meaning.scope !== null && to >= 0) {
      const before = scopes.get(to);
      scopes.set(to, before === undefined ? meaning.scope : strongerScope(before, meaning.scope));
    }
  }
  for (const [index, scope] of scopes) builder.setScope(index, scope);
  return (matches) => {
    const pointers: string[] = [];
    for (let i = 0; i < sources.length && pointers.length < 5; i += 1) {
      if (matches(sources[i] as number)) pointers.push(`${at}/relationships/${i}`);
    }
    return pointers;
  };
}

/** Tells ids that are fine but not packages: files, snippets, the document, other documents, NONE and NOASSERTION. */
function otherIds(document: JsonObject): (id: string) => boolean {
  let ids: IdSet | null = null;
  return (id) => {
    if (id === "NONE" || id === "NOASSERTION" || id === "SPDXRef-DOCUMENT" || id === document.SPDXID) return true;
    if (id.startsWith("DocumentRef-")) return true;
    if (ids === null) {
      const lists = [document.files, document.snippets, document.packages].filter(isList);
      ids = new IdSet(lists.reduce((sum, list) => sum + list.length, 0));
      for (const list of lists) {
        for (const entry of list) if (isObject(entry) && typeof entry.SPDXID === "string") ids.add(entry.SPDXID);
      }
    }
    return ids.has(id);
  };
}
