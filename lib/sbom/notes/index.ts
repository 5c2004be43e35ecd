/**
 * Notes: what a document that Wherein writes says in Wherein's own namespace, because its format has no place for it. They
 * make export and import the inverse of each other.
 */
export { detailsOfNotes, withDocumentNotes } from "./apply-notes";
export { type ComponentNotes, type DocumentNotes, detailFields, ownTool } from "./note-fields";
export { mayHoldNotes, type NotePair, pairOfText, pairsOfAnnotations, readNotes, writeNotes } from "./notes";
