import { isObject, type JsonObject } from "../json";
import { isList } from "../list";

/** One thing that the document says it describes, and where it says so. */
export type Described = { id: string; pointer: string };

/** Where the document describes what it is about: `documentDescribes` and DESCRIBES relationships, each id once. */
export function readDescribed(document: JsonObject, at: string): Described[] {
  const documentId = typeof document.SPDXID === "string" ? document.SPDXID : "SPDXRef-DOCUMENT";
  const found = new Map<string, string>();
  const { documentDescribes, relationships } = document;
  if (Array.isArray(documentDescribes)) {
    documentDescribes.forEach((id: unknown, position) => {
      if (typeof id === "string" && !found.has(id)) found.set(id, `${at}/documentDescribes/${position}`);
    });
  }
  if (isList(relationships)) {
    let next = 0;
    for (const relationship of relationships) {
      const i = next++;
      if (!isObject(relationship)) continue;
      const { relationshipType: type, spdxElementId: element, relatedSpdxElement: related } = relationship;
      // "DESCRIBE" is not in the specification, but tools write it.
      const isDescribes = (type === "DESCRIBES" || type === "DESCRIBE") && element === documentId;
      const isDescribedBy = type === "DESCRIBED_BY" && related === documentId;
      if (!isDescribes && !isDescribedBy) continue;
      const id = isDescribes ? related : element;
      if (typeof id === "string" && id !== documentId && !found.has(id)) found.set(id, `${at}/relationships/${i}`);
    }
  }
  return [...found].map(([id, pointer]) => ({ id, pointer }));
}
