import type { AdvisoryKind } from "@/lib/advisories/model";
import type { SeverityCounts } from "@/lib/advisories/severity-counts";
import type { FindingFilters } from "./queries/filters";
import type { CountRow } from "./queries/findings";
import type { FindingList } from "./schemas";

export function noFindings(): SeverityCounts {
  return { malware: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, unscored: 0 };
}

/** Malware counts as malware, whatever severity a source gives it. */
export function addTo(counts: SeverityCounts, { kind, severity, rows }: Pick<CountRow, "kind" | "severity" | "rows">): void {
  counts[kind === "malware" ? "malware" : severity] += rows;
}

/** The counts of a list, and how many rows its filters by kind, severity and KEV leave. */
export function countsOf(groups: readonly CountRow[], { vulnerability }: FindingFilters): Pick<FindingList["meta"], "counts" | "byKind" | "kev" | "rows"> {
  const counts = noFindings();
  const byKind: Record<AdvisoryKind, number> = { malware: 0, vulnerability: 0, unmaintained: 0, unsound: 0, notice: 0 };
  let kev = 0;
  let rows = 0;
  for (const group of groups) {
    addTo(counts, { ...group, rows: group.counted });
    byKind[group.kind] += group.counted;
    if (group.kev) kev += group.counted;
    if (isMeant(group, vulnerability)) rows += group.rows;
  }
  return { counts, byKind, kev, rows };
}

/** The same rule as the condition on `vulnerability v` in queries/filters. */
function isMeant({ kind, severity, kev }: CountRow, wanted: FindingFilters["vulnerability"]): boolean {
  if (wanted.kinds && !wanted.kinds.includes(kind)) return false;
  if (wanted.severities && (kind === "malware" || !wanted.severities.includes(severity))) return false;
  return wanted.kev === null || wanted.kev === kev;
}
