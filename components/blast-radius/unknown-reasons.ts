import type { unknownReasons } from "@/lib/blast-radius/schemas";

export type UnknownReason = (typeof unknownReasons)[number];

/** Reasons of which the detail says what Inspector said, and where. */
export const isOfInspector = (reason: UnknownReason) => reason === "inspector_reports" || reason === "inspector_unverified";

/** Each reason in the figures, as a label, and what ends it. */
export const reasonWords: Record<UnknownReason, { short: string; next: string }> = {
  inspector_reports: { short: "Inspector reports it, the SBOM does not", next: "Compare the image with its SBOM: the service's Inspector tab has both sides." },
  inspector_unverified: {
    short: "Inspector reported it, not known to be fixed",
    next: "Have the image scanned again, or upload the SBOM of a build that has it no more: the service's Inspector tab has both sides.",
  },
  no_sbom: { short: "no SBOM", next: "Upload an SBOM from its build." },
  built_later: { short: "first built later", next: "Upload the SBOM of a build from then, with its builtAt." },
  incomplete_sbom: {
    short: "SBOM incomplete",
    next: "Look at the build's warnings and at what its SBOM generator looked at.",
  },
  stale: { short: "SBOM stale", next: "Build it again, or upload the SBOM of what runs now." },
  unorderable_version: { short: "version cannot be ordered", next: "Look at the version it names: a range cannot decide." },
  no_hash: { short: "no SHA-256 for that version", next: "Make the SBOM generator write hashes, or compare the file itself." },
  no_release: { short: "distribution release not named", next: "Make the SBOM generator write the release of the distribution." },
  no_deployment: { short: "no deployment reported", next: "Report what runs from its pipeline: wherein deploy." },
  advisory_unknown: { short: "advisory not in the mirror", next: "Check the id, look at the sources' last sync, or ask for the package." },
  no_version: { short: "named without a version", next: "Make the SBOM generator write versions." },
};
