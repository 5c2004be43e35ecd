/** What Next gives a page: each parameter once, repeated, or not at all. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** The only or first value of a parameter, or undefined when absent or empty. */
export function one(value: string | string[] | undefined): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  return first === "" ? undefined : first;
}

/** All values of a parameter. */
export function many(value: string | string[] | undefined): string[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).filter((item) => item !== "");
}

/** A list for a verb, which takes "no filter" as absent rather than as a list of nothing. */
export function filled<T>(list: readonly T[]): T[] | undefined {
  return list.length === 0 ? undefined : [...list];
}

/** The value when it is one of the list, else undefined. */
export function oneOf<T extends string>(value: string | string[] | undefined, allowed: readonly T[]): T | undefined {
  const first = one(value);
  return allowed.find((item) => item === first);
}
