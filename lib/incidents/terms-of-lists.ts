import { WhereinError } from "@/lib/errors";
import { readStoredList } from "@/lib/indicator-lists";
import { formatQuestion, type Term } from "@/lib/query";

/** What some lists look for together, each thing once, by its text in the search grammar. */
export async function termsOfLists(listIds: readonly string[]): Promise<ReadonlyMap<string, Term>> {
  const terms = new Map<string, Term>();
  for (const id of listIds) {
    for (const indicator of (await readStoredList(id)).indicators) {
      const term = { ...indicator, start: 0, end: 0 };
      terms.set(keyOf(term), term);
    }
  }
  return terms;
}

// Formatting reads the text back to be sure of it: too dear for each of a hundred thousand.
const keyOf = (term: Term): string => JSON.stringify(term, Object.keys(term).concat("kind", "text").sort());

/** Throws `invalid` for lists that look for nothing. */
export async function requireTerms(listIds: readonly string[]): Promise<ReadonlyMap<string, Term>> {
  const terms = await termsOfLists(listIds);
  if (terms.size > 0) return terms;
  const detail = "No line of the list says what to look for.";
  throw new WhereinError("invalid", detail, { reason: "list_empty", errors: [{ pointer: "/list", detail, code: "list_empty" }] });
}

export type TermDiff = { added: Term[]; removed: Term[] };

/** What one set of terms has that another has not. */
export function diffTerms(before: ReadonlyMap<string, Term>, after: ReadonlyMap<string, Term>): TermDiff {
  const missing = (from: ReadonlyMap<string, Term>, other: ReadonlyMap<string, Term>) => [...from].flatMap(([key, term]) => (other.has(key) ? [] : [term]));
  return { added: missing(after, before), removed: missing(before, after) };
}

/** A term as a line of a list. */
export const lineOf = (term: Term): string => formatQuestion({ terms: [term], facets: {} });
