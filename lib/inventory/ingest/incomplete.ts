import type { DocumentReport } from "@/lib/inventory/upload/schemas";

// Files and the root are no packages; anything else that was skipped may be the one that is asked for.
const harmless = new Set(["file", "root"]);

/** Whether an SBOM lists nothing, or has components that could not be read: then not holding a package means nothing. */
export function isIncomplete(componentCount: number, { accounting }: Pick<DocumentReport, "accounting">): boolean {
  return componentCount === 0 || unreadCount(accounting) > 0;
}

/** How many components of a document could not be read though they may be packages. */
export function unreadCount({ skipped }: { skipped: readonly { reason: string; count: number }[] }): number {
  return skipped.reduce((sum, { reason, count }) => (harmless.has(reason) ? sum : sum + count), 0);
}
