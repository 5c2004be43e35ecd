import { isObject, type JsonObject } from "../json";
import type { Bom, ComponentDetails } from "../model";
import { type ComponentNotes, detailFields } from "./note-fields";
import { mayHoldNotes, pairsOfAnnotations, readDocumentNotes } from "./notes";

/** The details among the notes of a component. */
export function detailsOfNotes(notes: ComponentNotes): Partial<ComponentDetails> {
  return Object.fromEntries(detailFields.filter((name) => notes[name] !== undefined).map((name) => [name, notes[name]]));
}

/** The model with what Wherein noted of the document itself; `document` is in the JSON shape of its standard. */
export function withDocumentNotes(bom: Bom, document: JsonObject): Bom {
  if (!mayHoldNotes(bom.generator)) return bom;
  const { metadata, annotations } = document;
  // In SPDX 3 the annotations of the document stand among all others; fields of documents and of components have no name in common.
  const notes = readDocumentNotes(isObject(metadata) ? metadata.properties : pairsOfAnnotations(annotations ?? document["@graph"]));
  if (notes === null) return bom;
  const { origin, rootDetails, ...others } = notes;
  const noted = { ...bom, ...others };
  if (bom.details === null) return noted;
  if (rootDetails !== undefined) noted.rootDetails = rootDetails;
  if (origin !== undefined) noted.origin = origin && { ...origin, tools: bom.origin?.tools ?? [] };
  return noted;
}
