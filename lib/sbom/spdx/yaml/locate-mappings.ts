import type { JsonObject } from "../../json";
import { labelAt, type Places } from "../../places/places";

/**
 * The line of the mapping around each pointer, and the pointer, which is the way to it in YAML as in JSON: `line 120,
 * /packages/3/checksums (SPDXRef-a)`. `at` is where the document stands in the text.
 */
export function locateMappings(input: { document: JsonObject; at: string; places: Places; pointers: readonly string[] }): Map<string, string> {
  const { document, at, places, pointers } = input;
  return new Map(pointers.map((pointer) => [pointer, `line ${places.nearest(document, pointer).place ?? 1}, ${at}${pointer}${labelAt(document, pointer)}`]));
}
