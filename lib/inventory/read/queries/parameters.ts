import { createHash } from "node:crypto";

/**
 * The values of one statement. A statement whose filters vary is put together from fixed pieces of text; whatever a
 * caller said goes through `add` and is only ever a parameter.
 */
export class Parameters {
  readonly values: unknown[] = [];

  /** The placeholder of a value, e.g. `$3`. Cast it where it is used: `${parameters.add(ids)}::int[]`. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Conditions joined by `and`, with the keyword before them; empty when there is none. */
export function conditions(keyword: "where" | "and", parts: readonly (string | null)[]): string {
  const present = parts.filter((part) => part !== null);
  return present.length === 0 ? "" : `${keyword} ${present.join(" and ")}`;
}

const names = new Map<string, string>();
const namesMax = 1_000;

/** A name under which a connection keeps a statement that was put together from pieces: one for each text. */
export function statementName(what: string, text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `${what}-${createHash("sha1").update(text).digest("base64url")}`;
  if (names.size >= namesMax) names.clear();
  names.set(text, name);
  return name;
}
