import type { Accounting, Bom, Completeness } from "./model";

// Files and the root are no packages; anything else that was skipped may be the one that is asked for.
const harmless = new Set(["file", "root"]);

/** What is known of a reading, as it is stored: reports of before completeness was read lack it. */
type Reading = { accounting: Pick<Accounting, "taken"> & { skipped: readonly { reason: string; count: number }[] }; completeness?: Completeness | null };

/**
 * Whether an SBOM lists nothing, has components that could not be read, or says itself that it is incomplete: then not holding
 * a package means nothing.
 */
export function isIncomplete({ accounting, completeness }: Reading): boolean {
  return accounting.taken === 0 || completeness === "incomplete" || unreadCount(accounting) > 0;
}

/** How many components of a document could not be read though they may be packages. */
export function unreadCount({ skipped }: { skipped: readonly { reason: string; count: number }[] }): number {
  return skipped.reduce((sum, { reason, count }) => (harmless.has(reason) ? sum : sum + count), 0);
}

/** What can be said of the model as a whole: what could not be read of its document is missing from it too. */
export function completenessOf(bom: Pick<Bom, "accounting" | "completeness">): Completeness | null {
  return isIncomplete(bom) ? "incomplete" : bom.completeness;
}

/** Of several statements about the same thing the one that promises least. */
export function leastComplete(a: Completeness | null, b: Completeness | null): Completeness | null {
  return order.find((each) => each === a || each === b) ?? null;
}

const order = ["incomplete", "unknown", "complete"] as const;
