import type { VexDocumentRow } from "@/lib/decisions/vex/schemas";

export const formatNames: Record<VexDocumentRow["format"], string> = { openvex: "OpenVEX", cyclonedx: "CycloneDX", csaf: "CSAF" };

/** Where a document counts, in words. */
export function scopeWords({ scope, scopeName }: Pick<VexDocumentRow, "scope" | "scopeName">): string {
  return scope === "everywhere" ? "everywhere" : `${scope} ${scopeName ?? "that is gone"}`;
}
