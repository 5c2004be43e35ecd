import type { JsonObject } from "../../json";
import { labelAt, stepsOf } from "../../places/places";
import { locateInXml, spotText, type XmlStep } from "../../xml/locate-in-xml";

/** Line, column and element of each pointer into a document that was SPDX XML, where each item of a list is an element of its name. */
export function locateElements(bytes: Uint8Array, document: JsonObject, pointers: readonly string[]): Map<string, string> {
  const spots = locateInXml(bytes, pointers.map(toSteps));
  return new Map(spots.map((spot, i) => [pointers[i] as string, spotText(spot) + labelAt(document, pointers[i] as string)]));
}

function toSteps(pointer: string): XmlStep[] {
  const steps: XmlStep[] = [];
  for (const name of stepsOf(pointer)) {
    const last = steps.at(-1);
    if (/^\d+$/.test(name) && last !== undefined) last.nth = Number(name);
    else steps.push({ local: name, nth: 0 });
  }
  return steps;
}
