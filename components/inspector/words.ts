import type { InspectorCoverage, InspectorState, SaidBy, TwoSides } from "@/lib/aws/observations/schemas/side";

export const statusWords: Record<SaidBy, { short: string; means: string }> = {
  both: { short: "both", means: "OSV's advisories and Amazon Inspector report it" },
  osv: { short: "only OSV", means: "Amazon Inspector scans the artifact and does not report it" },
  inspector: { short: "only Inspector", means: "An SBOM lists the package, and no mirrored advisory says that this version is affected" },
};

export const stateWords: Record<InspectorState, { short: string; means: string }> = {
  open: { short: "open", means: "Inspector reports it" },
  suppressed: { short: "suppressed", means: "Inspector reports it, and a rule in AWS suppresses it" },
  unscanned: { short: "no longer scanned", means: "Closed because nothing scans the resource any more: that is no fix" },
  unverified: { short: "not verified", means: "Closed, and coverage has not said whether the resource is still scanned" },
  closed: { short: "closed", means: "Inspector scans the resource and does not report it any more" },
};

const silences: Record<Exclude<InspectorCoverage, "scanned">, string> = {
  none: "No resource of this artifact is scanned: that Inspector is silent says nothing",
  unverified: "Whether the resources of this artifact are scanned has not been asked: that Inspector is silent says nothing yet",
};

export type SaysWords = { tone: "agree" | "osv" | "silent" | "inspector" | "gap"; short: string; means: string };

/** Who says so, as a badge has it. Silence of what nobody scans is no disagreement, and a gap is more than a disagreement. */
export function saysWords({ status, coverage, sbomGap, inspector }: Pick<TwoSides, "status" | "coverage" | "sbomGap" | "inspector">): SaysWords {
  if (sbomGap) return { tone: "gap", short: "SBOM gap", means: "Only Inspector reports it, and no SBOM lists the package" };
  if (status === "osv" && inspector && coverage === "scanned")
    return { tone: "osv", ...statusWords.osv, means: `Amazon Inspector does not report it any more: ${stateWords[inspector.state].short}` };
  if (status === "osv" && coverage !== "scanned") return { tone: "silent", short: "only OSV", means: silences[coverage] };
  return { tone: status === "both" ? "agree" : status, ...statusWords[status] };
}

/** The part of the answer that a badge leaves to a second line: why silence says nothing. */
export function silenceOf({ status, coverage }: Pick<TwoSides, "status" | "coverage">): string | null {
  if (status !== "osv" || coverage === "scanned") return null;
  return coverage === "none" ? "not scanned" : "coverage not asked";
}
