import type { JsonObject } from "../../json";
import { labelAt, type Places, stepsOf } from "../../places/places";

/** Lists of references that are messages of the same kind in each other. */
const fieldNames = new Map([["dependsOn", "dependencies"]]);

/** The byte at which the message around each pointer begins, and the fields that lead there: `byte 1234, components[3].purl (left-pad)`. */
export function locateFields({ document, places, pointers }: { document: JsonObject; places: Places; pointers: readonly string[] }): Map<string, string> {
  return new Map(
    pointers.map((pointer) => [pointer, `byte ${places.nearest(document, pointer).place ?? 0}, ${fieldsOf(pointer)}${labelAt(document, pointer)}`]),
  );
}

function fieldsOf(pointer: string): string {
  return stepsOf(pointer).reduce((path, step) => {
    if (/^\d+$/.test(step)) return `${path}[${step}]`;
    const field = (fieldNames.get(step) ?? step).replaceAll("-", "_").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return path === "" ? field : `${path}.${field}`;
  }, "");
}
