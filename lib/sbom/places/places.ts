import { isObject, type JsonObject } from "../json";

/** Beyond this many the place of what is around an entry is given; some 50 bytes are kept for each. */
const placesMax = 1_000_000;

/** The last part of a pointer whose place is known: `steps` lead on from `entry`; `place` is null where nothing on the way is known. */
export type Nearest = { place: number | null; entry: JsonObject; steps: readonly string[] };

/** Where the objects and lists of a document stand in the text or bytes that it was read from: a line or an offset for each. */
export class Places {
  readonly #of = new Map<object, number>();

  add(entry: object, place: number): void {
    if (this.#of.size < placesMax) this.#of.set(entry, place);
  }

  /** `to` was made of `from`. */
  move(from: object, to: object): void {
    const place = this.#of.get(from);
    if (place === undefined) return;
    this.#of.delete(from);
    this.#of.set(to, place);
  }

  nearest(document: JsonObject, pointer: string): Nearest {
    const steps = stepsOf(pointer);
    let nearest: Nearest = { place: this.#of.get(document) ?? null, entry: document, steps };
    let value: unknown = document;
    for (const [position, step] of steps.entries()) {
      value = memberOf(value, step);
      const place = typeof value === "object" && value !== null ? this.#of.get(value) : undefined;
      if (place !== undefined) nearest = { place, entry: isObject(value) ? value : nearest.entry, steps: steps.slice(position + 1) };
    }
    return nearest;
  }
}

/** The steps of a JSON pointer (RFC 6901), "" for none. */
export function stepsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function memberOf(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

const labels = ["SPDXID", "bom-ref", "licenseId", "spdxElementId", "ref", "name"] as const;
const labelLengthMax = 100;

/** What the entry around a pointer calls itself, for a person who looks for it: ` (SPDXRef-a)`, or "" for nothing. */
export function labelAt(document: JsonObject, pointer: string): string {
  let label = "";
  let value: unknown = document;
  for (const step of stepsOf(pointer)) {
    value = memberOf(value, step);
    if (isObject(value)) label = labelOf(value) ?? label;
  }
  return label === "" ? "" : ` (${label})`;
}

function labelOf(entry: JsonObject): string | null {
  for (const name of labels) {
    const text = entry[name];
    if (typeof text === "string" && text.trim() !== "") return text.trim().replace(/\s+/g, " ").slice(0, labelLengthMax);
  }
  return null;
}
