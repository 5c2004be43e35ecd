import type { JsonObject } from "../../json";
import { labelAt, stepsOf } from "../../places/places";
import { locateInXml, spotText, type XmlStep } from "../../xml/locate-in-xml";
import { isOwnElement } from "./own-elements";

/** What stands in an element around a list, where other elements could stand beside it. */
const items: ReadonlyMap<string, string> = new Map([
  ["components", "component"],
  ["services", "service"],
  ["dependencies", "dependency"],
  ["hashes", "hash"],
  ["externalReferences", "reference"],
]);
/** Lists of JSON that are repeated elements in XML. */
const repeated: ReadonlyMap<string, string> = new Map([
  ["dependsOn", "dependency"],
  ["provides", "provides"],
]);

/** Line, column and element of each pointer into a document that was CycloneDX XML: `line 34, column 7, <purl> (left-pad)`. */
export function locateElements(bytes: Uint8Array, document: JsonObject, pointers: readonly string[]): Map<string, string> {
  const spots = locateInXml(bytes, pointers.map(toSteps), isOwnElement);
  return new Map(spots.map((spot, i) => [pointers[i] as string, spotText(spot) + labelAt(document, pointers[i] as string)]));
}

/** An attribute is no step of its own: the element that has it is the place. */
function toSteps(pointer: string): XmlStep[] {
  const steps: XmlStep[] = [];
  const names = stepsOf(pointer);
  for (const [i, name] of names.entries()) {
    const before = names[i - 1] ?? "";
    const isItem = /^\d+$/.test(name);
    if (!isItem) steps.push({ local: repeated.get(name) ?? name, nth: 0 });
    else if (repeated.has(before)) steps.push({ local: steps.pop()?.local ?? null, nth: Number(name) });
    else steps.push({ local: items.get(before) ?? null, nth: Number(name) });
  }
  return steps;
}
