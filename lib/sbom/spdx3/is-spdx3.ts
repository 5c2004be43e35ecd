import { isObject, type JsonObject } from "../json";

const terms = /spdx\.org\/rdf\/v?3/;
/** How many elements are looked at where no context names SPDX. */
const elementsMax = 20;

/** True for what looks like an SPDX 3 document in JSON-LD: by its context, or by elements with an `spdxId` or a class of SPDX 3. */
export function isSpdx3(document: JsonObject): boolean {
  const { "@context": context, "@graph": graph } = document;
  const elements: readonly unknown[] = Array.isArray(graph) ? graph.slice(0, elementsMax) : [document];
  const hasContent = Array.isArray(graph) || typeOf(document) !== undefined;
  if (hasContent && namesSpdx(context)) return true;
  return elements.some((element) => isObject(element) && hasType(element) && (typeof element.spdxId === "string" || says(typeOf(element))));
}

const typeOf = (element: JsonObject): unknown => element.type ?? element["@type"];
const hasType = (element: JsonObject) => typeOf(element) !== undefined;

/** True when the text, or one of a list of texts, is an address of SPDX 3. */
function says(value: unknown): boolean {
  return (Array.isArray(value) ? value : [value]).some((text: unknown) => typeof text === "string" && terms.test(text));
}

/** A context by address, or written into the document, whole or as prefixes. */
function namesSpdx(context: unknown): boolean {
  const parts: readonly unknown[] = Array.isArray(context) ? context : [context];
  return says(context) || parts.some((part) => isObject(part) && Object.values(part).some(says));
}
