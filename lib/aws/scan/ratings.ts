import type { InspectorSeverity } from "../model";
import { numberOf, objectOf, objectsOf, textOf } from "./json";
import type { ScanRating } from "./model";

/** Whose rating counts, first to last, in AWS's own reports. They leave out those of distros; EPSS is no severity. */
const sourcesInOrder = ["NVD", "MITRE", "GITHUB", "GITLAB", "REDHAT_CVE", "AMAZON_INSPECTOR"];
const epssSource = "EPSS";

const severities: Record<string, InspectorSeverity> = {
  critical: "critical",
  high: "high",
  medium: "medium",
  low: "low",
  info: "informational",
  none: "informational",
};

export function readRatings(value: unknown): ScanRating[] {
  return objectsOf(value).map((rating) => ({
    source: textOf(objectOf(rating.source).name) ?? "",
    severity: textOf(rating.severity),
    score: numberOf(rating.score),
    method: textOf(rating.method),
    vector: textOf(rating.vector),
  }));
}

/** The rating that AWS's own reports show; null where there is none of their sources. */
export function reportedRating(ratings: readonly ScanRating[]): ScanRating | null {
  for (const source of sourcesInOrder) {
    const found = ratings.find((rating) => rating.source === source);
    if (found !== undefined) return found;
  }
  return null;
}

/** The rating of a distro or another vendor, whose word on its own packages is worth more than none. */
export function vendorRating(ratings: readonly ScanRating[]): ScanRating | null {
  return ratings.find(({ source }) => source !== epssSource && !sourcesInOrder.includes(source)) ?? null;
}

/** `untriaged` is what nobody has rated yet, which is not `none`. */
export function severityOf(rating: ScanRating | null): InspectorSeverity {
  return severities[rating?.severity ?? ""] ?? "untriaged";
}

export function epssOf(ratings: readonly ScanRating[]): number | null {
  return ratings.find(({ source }) => source === epssSource)?.score ?? null;
}
