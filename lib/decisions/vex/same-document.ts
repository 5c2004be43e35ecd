import type { StandingDocument } from "./queries/documents";

/** A document as it tells of itself which of several versions it is. */
export type VersionOfDocument = Pick<StandingDocument, "version" | "saidAt" | "products">;

export type Relation = "newer" | "older" | "other";

const productsKept = 500;

/** Products of a document as they are compared and stored. */
export function comparableProducts(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort().slice(0, productsKept);
}

/**
 * How a document relates to each one that stands under its id. An id should belong to one document, and a version should be another number each time; there are
 * publishers who give hundreds of documents one id and one version. So where several of a version stand under an id, only those of common products are the same
 * document; and of the same version only one of exactly the same products, by its time.
 */
export function relationsTo<T extends VersionOfDocument>(given: VersionOfDocument, standing: readonly T[]): { document: T; relation: Relation }[] {
  const versions = standing.map(({ version }) => version);
  const isShared = (version: string | null) => versions.filter((each) => each === version).length > 1;
  return standing.map((document) => {
    const order = compareVersions(given.version, document.version);
    const isSame = order === 0 ? isEqual(given.products, document.products) : !isShared(document.version) || overlaps(given.products, document.products);
    if (!isSame) return { document, relation: "other" };
    const later = order !== 0 ? order : (given.saidAt?.getTime() ?? 0) - (document.saidAt?.getTime() ?? 0);
    return { document, relation: later < 0 ? "older" : "newer" };
  });
}

/** By numbers between dots, where both have them; else 0. */
function compareVersions(a: string | null, b: string | null): number {
  const [left, right] = [a, b].map((text) => (text !== null && /^\d{1,15}(?:\.\d{1,15})*$/.test(text) ? text.split(".").map(Number) : null));
  if (!left || !right) return 0;
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const order = (left[i] ?? 0) - (right[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

const isEqual = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((text, i) => text === b[i]);

function overlaps(a: readonly string[], b: readonly string[]): boolean {
  const texts = new Set(b);
  return a.some((text) => texts.has(text));
}
