import { chooseSeverity } from "@/lib/advisories/groups/group-severity";
import { orderVersions } from "@/lib/advisories/vulnerabilities/order-versions";
import { fixDiffers, severityDiffers } from "./compare-sides";
import { reportedPlaces, stateOf } from "./queries/parts";
import type { SideRow } from "./queries/sides";
import type { InspectorSide, TwoSides } from "./schemas";

/** Both sides of a row, as lists show them. `osvFixed` are the fixes by OSV's finding, null where none is meant. */
export function toTwoSides(row: SideRow, ecosystem: string, osvFixed: readonly string[] | null): TwoSides {
  const inspector = inspectorSideOf(row, ecosystem);
  const isReported = row.state !== null && row.state <= reportedPlaces;
  return {
    status: osvFixed === null ? "inspector" : isReported ? "both" : "osv",
    inspector,
    coverage: row.coverage,
    sbomGap: osvFixed === null && row.sbom === "missing",
    severityDiffers: osvFixed !== null && inspector !== null && isReported && severityDiffers(osvSeverityOf(row).word, inspector.severity),
    fixDiffers: osvFixed !== null && inspector !== null && isReported && fixDiffers(ecosystem, osvFixed, inspector.fixed),
  };
}

/** The severity that the advisories give which are not Inspector's. */
export function osvSeverityOf({ osvSeverities }: SideRow) {
  return chooseSeverity((osvSeverities ?? []).flat());
}

function inspectorSideOf(row: SideRow, ecosystem: string): InspectorSide | null {
  const { state, severity, openedAt } = row;
  if (state === null || severity === null || openedAt === null) return null;
  return {
    state: stateOf(state),
    severity,
    fixed: orderVersions(ecosystem, row.fixed ?? []),
    openedAt: openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    findings: row.findings ?? 0,
    open: row.open ?? 0,
  };
}
