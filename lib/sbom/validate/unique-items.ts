import { isObject, type JsonObject } from "../json";

/**
 * The first two items of a list that are equal as JSON, or null. Linear: items are compared only when a cheap print of
 * them is the same. (ajv's own `uniqueItems` compares each item with each: 7,044 components take 12.7 s.)
 */
export function findEqualItems(items: readonly unknown[]): [number, number] | null {
  if (items.length < 2) return null;
  const byPrint = new Map<string, number[]>();
  for (const [index, item] of items.entries()) {
    const print = printOf(item);
    const same = byPrint.get(print);
    if (same) same.push(index);
    else byPrint.set(print, [index]);
  }
  for (const indices of byPrint.values()) {
    const equal = indices.length > 1 ? findEqual(items, indices) : null;
    if (equal) return equal;
  }
  return null;
}

function findEqual(items: readonly unknown[], indices: readonly number[]): [number, number] | null {
  const firstByText = new Map<string, number>();
  for (const index of indices) {
    const text = canonicalText(items[index]);
    const first = firstByText.get(text);
    if (first !== undefined) return [first, index];
    firstByText.set(text, index);
  }
  return null;
}

/** The same for equal items, and different for nearly all others: what stands at the top of the item, in any order. */
function printOf(item: unknown): string {
  if (Array.isArray(item)) return `[${item.length}`;
  if (!isObject(item)) return `${typeof item}${item}`;
  const members: string[] = [];
  for (const name in item) {
    const value = item[name];
    members.push(typeof value === "object" ? name : `${name}\u0000${value}`);
  }
  return `{${members.sort().join("\u0001")}`;
}

/** JSON with the members of each object in one order. */
function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (isObject(inner) ? sorted(inner) : inner));
}

function sorted(object: JsonObject): JsonObject {
  const copy: Record<string, unknown> = Object.create(null);
  for (const name of Object.keys(object).sort()) copy[name] = object[name];
  return copy;
}
