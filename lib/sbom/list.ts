/** The items of a list of a document, in order; may be gone through several times. An array is one; a list of a large document is read anew each time. */
export type List = Iterable<unknown> & { readonly length: number };

/** A list that is not held in memory. */
export abstract class ListOutside implements List {
  abstract readonly length: number;
  abstract [Symbol.iterator](): Iterator<unknown>;
  /** Some of the items, in order: at least all in whose JSON one of the words stands. */
  abstract mentioning(words: readonly string[]): Iterable<unknown>;
}

/** True for the lists of a document, held in memory or not. */
export function isList(value: unknown): value is List {
  return Array.isArray(value) || value instanceof ListOutside;
}

/**
 * Some of the items, in order: at least all in whose JSON one of the words stands. For a second look at a list, that need not
 * parse all of it again.
 */
export function mentioning(list: List, words: readonly string[]): Iterable<unknown> {
  return list instanceof ListOutside ? list.mentioning(words) : list;
}
