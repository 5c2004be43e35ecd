import { OsvRefusal } from "./refusal";

export type JsonObject = Record<string, unknown>;

/** True for a JSON object, which a list is not. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** Refuses what is there and not text. */
export function textOrAbsent(value: unknown, pointer: string): void {
  if (value !== undefined && typeof value !== "string") throw new OsvRefusal("wrong_type", pointer, `${pointer.slice(1)} is not text.`);
}

/** Refuses what is there and not a list of texts. */
export function listOrAbsent(value: unknown, pointer: string, mayBeNull: boolean): void {
  if (value === undefined || (value === null && mayBeNull)) return;
  const name = pointer.slice(pointer.lastIndexOf("/") + 1);
  if (!isList(value)) throw new OsvRefusal("wrong_type", pointer, `${name} is not a list.`);
  for (let i = 0; i < value.length; i++) {
    if (typeof value[i] !== "string") throw new OsvRefusal("wrong_type", `${pointer}/${i}`, `${name} holds something that is not text.`);
  }
}
