/** The items of a list of a document, in order; may be gone through several times. An array is one; a list of a large document is read anew each time. */
export type List = Iterable<unknown> & { readonly length: number };

/** A list that is not held in memory. */
export abstract class ListOutside implements List {
  abstract readonly length: number;
  abstract [Symbol.iterator](): Iterator<unknown>;
}

/** True for the lists of a document, held in memory or not. */
export function isList(value: unknown): value is List {
  return Array.isArray(value) || value instanceof ListOutside;
}
