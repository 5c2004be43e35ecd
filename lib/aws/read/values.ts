import { AwsRefusal } from "./problem";

export type JsonObject = Readonly<Record<string, unknown>>;

/** Deepest nesting that is read; what AWS sends has about ten levels. */
export const depthMax = 64;

/** True for an object of JSON or of the SDK, which is neither a list nor a time. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** A member of the object itself; undefined for what it only inherits. */
export function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The member as an object, or an empty one where it is none. */
export function objectOf(value: unknown, name: string): JsonObject {
  const member = memberOf(value, name);
  return isObject(member) ? member : nothing;
}
const nothing: JsonObject = Object.freeze({});

/** The member as a list of at most `most` items; empty where it is none. */
export function listOf(value: unknown, name: string, most: number): readonly unknown[] {
  const member = memberOf(value, name);
  if (!Array.isArray(member)) return [];
  return member.length > most ? member.slice(0, most) : member;
}

const plain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
// NUL and lone surrogates no database takes; other controls are in no text of AWS but tabs and line ends.
const unstorable = /(?![\t\n])\p{Cc}|\p{Cs}/gu;

/** The text without what cannot be stored, trimmed and cut to `most` characters; null for what is no text, or an empty one. */
export function cleanText(value: unknown, most: number): string | null {
  if (typeof value !== "string") return null;
  if (value.length <= most && plain.test(value)) return value;
  const text = (value.length > most * 2 ? value.slice(0, most * 2) : value).replace(unstorable, "").trim();
  if (text === "") return null;
  return text.length > most ? text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "") : text;
}

/** The member as such a text, or null. */
export function textOf(value: unknown, name: string, most: number): string | null {
  return cleanText(memberOf(value, name), most);
}

/** The member as such a text; refused where there is none. */
export function neededText(value: unknown, name: string, most: number): string {
  const member = memberOf(value, name);
  if (member === undefined || member === null) throw new AwsRefusal("missing", `/${name}`, `${name} is missing.`);
  if (typeof member !== "string") throw new AwsRefusal("wrong_type", `/${name}`, `${name} is no text.`);
  const text = cleanText(member, most);
  if (text === null) throw new AwsRefusal("missing", `/${name}`, `${name} is empty.`);
  return text;
}

/** The texts of a list, each once, in order. */
export function textsOf(value: unknown, name: string, items: number, most: number): string[] {
  const found = new Set<string>();
  for (const item of listOf(value, name, items)) {
    const text = cleanText(item, most);
    if (text !== null) found.add(text);
  }
  return [...found];
}

/** The member as a number from `low` to `high`, or null. */
export function numberOf(value: unknown, name: string, low: number, high: number): number | null {
  const member = memberOf(value, name);
  return typeof member === "number" && member >= low && member <= high ? member : null;
}

/** Tags of AWS, key to value: at most 200. */
export function labelsOf(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  const labels: [string, string][] = [];
  for (const [key, item] of Object.entries(value)) {
    if (labels.length >= 200) break;
    const name = cleanText(key, 200);
    if (name !== null && typeof item === "string") labels.push([name, cleanText(item, 500) ?? ""]);
  }
  return Object.fromEntries(labels);
}

/** An account as AWS numbers them. */
export function isAccount(text: unknown): text is string {
  return typeof text === "string" && /^\d{12}$/.test(text);
}

/** Refused when the value nests too deep to be walked, shown or written again. */
export function checkDepth(value: unknown): void {
  if (isDeeper(value, depthMax)) throw new AwsRefusal("too_deep", "", `It nests deeper than ${depthMax} levels.`);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels < 0) return true;
  for (const item of Array.isArray(value) ? value : Object.values(value)) if (isDeeper(item, levels - 1)) return true;
  return false;
}
