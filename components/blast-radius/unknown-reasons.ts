import type { unknownReasons } from "@/lib/blast-radius/schemas";

export type UnknownReason = (typeof unknownReasons)[number];

/** Each reason in the figures, as a label, and what ends it. */
export const reasonWords: Record<UnknownReason, { short: string; next: string }> = {
  no_sbom: { short: "no SBOM", next: "Upload an SBOM from its build." },
  incomplete_sbom: {
    short: "SBOM incomplete",
    next: "It lists nothing or could not be read in full: look at the build's warnings and at what the SBOM generator looked at.",
  },
  stale: { short: "SBOM stale", next: "Build it again, or upload the SBOM of what runs now." },
  unorderable_version: { short: "version cannot be ordered", next: "Look at the version it names: a range cannot decide." },
  no_version: { short: "named without a version", next: "Make the SBOM generator write versions." },
};
