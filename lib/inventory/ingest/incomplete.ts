import type { DocumentReport } from "@/lib/inventory/upload/schemas";

// Files and the root are no packages; anything else that was skipped may be the one that is asked for.
const harmless = new Set(["file", "root"]);

/** Whether an SBOM lists nothing, or has components that could not be read: then not holding a package means nothing. */
export function isIncomplete(componentCount: number, { accounting }: Pick<DocumentReport, "accounting">): boolean {
  return componentCount === 0 || accounting.skipped.some(({ reason, count }) => count > 0 && !harmless.has(reason));
}
