import { type InspectorSeverity, inspectorSeverities } from "@/lib/aws/model";
import type { PreparedFinding } from "./prepare-findings";
import type { FindingRow, PackageRow } from "./queries/findings";

/** As the severities of vulnerabilities are ordered, 5 for critical to 0 for what nobody has judged. */
const rankOf = (severity: InspectorSeverity) => inspectorSeverities.length - 1 - inspectorSeverities.indexOf(severity);

/** `unlistedMs`: since when complete listings lack it. */
export type Placing = { resourceId: number; furtherIds: readonly number[]; advisoryId: number | null; unlistedMs: number | null };

/** The row of a finding. What listings lack is closed, whatever the report says. */
export function toFindingRow({ finding, updatedMs, digest, raw }: PreparedFinding, { resourceId, advisoryId, unlistedMs }: Placing): FindingRow {
  const { arn, kind, severity, score, title, fixAvailable, exploitAvailable, epss } = finding;
  return {
    arn,
    resourceId,
    advisoryId,
    kind,
    status: unlistedMs !== null ? "CLOSED" : finding.status,
    saidStatus: finding.status,
    severity,
    severityRank: rankOf(severity),
    score,
    title,
    fixAvailable,
    exploitAvailable,
    epss,
    firstObservedMs: Date.parse(finding.firstObservedAt),
    lastObservedMs: Date.parse(finding.lastObservedAt),
    updatedMs,
    unlistedMs,
    digest,
    raw,
  };
}

/** The rows of a finding's packages. */
export function toPackageRows(findingId: number, packages: PreparedFinding["packages"]): PackageRow[] {
  return packages.map(({ said: { unmapped, manager, name, version, filePath, fixed, layer }, packageVersionId }, n) => ({
    findingId,
    n,
    packageVersionId,
    unmapped,
    manager,
    name,
    version,
    filePath,
    fixed,
    layer,
  }));
}
