import type { AdvisoryKind } from "@/lib/advisories/model";
import type { SeverityCounts } from "@/lib/advisories/severity-counts";
import type { DecidedState } from "@/lib/decisions/words";
import type { FindingFilters } from "./queries/filters";
import type { CountRow } from "./queries/findings";
import { type ClassCount, isOfClass, kindAt, severityAt } from "./queries/queue-filters";
import type { FindingList } from "./schemas";

export function noFindings(): SeverityCounts {
  return { malware: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, unscored: 0 };
}

/** Malware counts as malware, whatever severity a source gives it. */
export function addTo(counts: SeverityCounts, { kind, severity, rows }: Pick<CountRow, "kind" | "severity" | "rows">): void {
  counts[kind === "malware" ? "malware" : severity] += rows;
}

/** What a list counts over all of its pages. */
export type ListCounts = Pick<FindingList["meta"], "counts" | "byKind" | "kev" | "byDecision" | "rows">;

/** The counts of a list of the queue, and how many rows all of its filters leave. */
export function classCounts(classes: readonly ClassCount[], filters: FindingFilters): ListCounts {
  const counts = noFindings();
  const byKind = noKinds();
  const byDecision: Record<DecidedState, number> = { undecided: 0, affected: 0, under_investigation: 0, accepted: 0, not_affected: 0, fixed: 0 };
  let kev = 0;
  let rows = 0;
  for (const each of classes) {
    const { isOfKind, isOfState } = isOfClass(filters, each);
    if (isOfKind) byDecision[each.state] += each.n;
    if (!isOfState) continue;
    addTo(counts, { kind: kindAt(each.kind), severity: severityAt(each.severityRank), rows: each.n });
    byKind[kindAt(each.kind)] += each.n;
    if (each.kev) kev += each.n;
    if (isOfKind) rows += each.n;
  }
  return { counts, byKind, kev, byDecision, rows };
}

const noKinds = (): Record<AdvisoryKind, number> => ({ malware: 0, vulnerability: 0, unmaintained: 0, unsound: 0, notice: 0 });

/** The counts of a list, and how many rows its filters by kind, severity and KEV leave. */
export function countsOf(groups: readonly CountRow[], { vulnerability }: FindingFilters): ListCounts {
  const counts = noFindings();
  const byKind = noKinds();
  let kev = 0;
  let rows = 0;
  for (const group of groups) {
    addTo(counts, { ...group, rows: group.counted });
    byKind[group.kind] += group.counted;
    if (group.kev) kev += group.counted;
    if (isMeant(group, vulnerability)) rows += group.rows;
  }
  return { counts, byKind, kev, byDecision: null, rows };
}

/** The same rule as the condition on `vulnerability v` in queries/filters. */
function isMeant({ kind, severity, kev }: CountRow, wanted: FindingFilters["vulnerability"]): boolean {
  if (wanted.kinds && !wanted.kinds.includes(kind)) return false;
  if (wanted.severities && (kind === "malware" || !wanted.severities.includes(severity))) return false;
  return wanted.kev === null || wanted.kev === kev;
}
