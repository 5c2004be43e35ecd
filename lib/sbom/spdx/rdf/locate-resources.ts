import { isObject, type JsonObject } from "../../json";
import { labelAt, stepsOf } from "../../places/places";
import { spotText, type XmlSpot } from "../../xml/locate-in-xml";
import { documentRules, fileRules, innerClasses, licenceRules, packageRules, relationshipRules, snippetRules } from "./classes";
import type { Resource } from "./graph";

/** Which resource each object of the document was made of. */
export type Sources = Map<object, Resource>;

const all = [documentRules, packageRules, fileRules, snippetRules, licenceRules, relationshipRules, ...Object.values(innerClasses)];
const properties: ReadonlyMap<string, string> = new Map(all.flat().map(({ member, property }) => [member, property]));

/** Line, column and element of each pointer into a document that was RDF/XML: `line 34, column 7, <checksum> (SPDXRef-a)`. */
export function locateResources(document: JsonObject, sources: Sources, pointers: readonly string[]): Map<string, string> {
  const places = new Map<string, string>();
  for (const pointer of pointers) {
    const spot = spotOf(document, sources, stepsOf(pointer));
    if (spot !== null) places.set(pointer, spotText(spot) + labelAt(document, pointer));
  }
  return places;
}

function spotOf(document: JsonObject, sources: Sources, steps: readonly string[]): XmlSpot | null {
  let spot: XmlSpot | null = null;
  let resource: Resource | undefined;
  let value: unknown = document;
  for (let i = 0; i <= steps.length; i += 1) {
    const made = isObject(value) ? sources.get(value) : undefined;
    if (made !== undefined) {
      resource = made;
      spot = { ...made.place, local: made.type ?? "Description" };
    }
    const step = steps[i];
    if (step === undefined) break;
    const nth = Number(steps[i + 1]) || 0;
    const property = made === undefined ? undefined : resource?.properties.get(properties.get(step) ?? "")?.[nth];
    if (property !== undefined) spot = { ...property.place, local: properties.get(step) ?? "" };
    value = Array.isArray(value) ? value[Number(step)] : isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return spot;
}
