import { type InspectorSeverity, inspectorSeverities } from "@/lib/aws/model";
import type { PreparedFinding } from "./prepare-findings";
import type { FindingRow, PackageRow } from "./queries/findings";
import { listedUntil } from "./version-of";

/** As the severities of vulnerabilities are ordered, 5 for critical to 0 for what nobody has judged. */
const rankOf = (severity: InspectorSeverity) => inspectorSeverities.length - 1 - inspectorSeverities.indexOf(severity);

export type Placing = { resourceId: number; advisoryId: number | null; unlistedMs: number | null };

/** The row of a finding. What a listing from then on did not have stays closed, unless this is newer. */
export function toFindingRow({ finding, updatedMs, digest, raw }: PreparedFinding, { resourceId, advisoryId, unlistedMs }: Placing): FindingRow {
  const { arn, kind, severity, score, title, fixAvailable, exploitAvailable, epss } = finding;
  const isUnlisted = unlistedMs !== null && listedUntil(unlistedMs) >= updatedMs;
  return {
    arn,
    resourceId,
    advisoryId,
    kind,
    status: isUnlisted ? "CLOSED" : finding.status,
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
    unlistedMs: isUnlisted ? unlistedMs : null,
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
