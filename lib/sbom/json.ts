import { isList } from "./list";

/** A JSON object of unknown content. Read single known names only; anything keyed by input goes into a Map. */
export type JsonObject = { readonly [name: string]: unknown };

/** True for a JSON object, false for null, lists and everything else. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

/** Text of one or more characters, else null. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
