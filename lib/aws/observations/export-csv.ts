import { stringify } from "csv-stringify/sync";
import type { ObservationRow } from "./schemas";

/** The columns of the CSV export, in order. */
export const csvColumns = [
  "status",
  "sbom_gap",
  "sbom",
  "scanned",
  "service",
  "team",
  "contact",
  "artifact_kind",
  "artifact",
  "ref",
  "ecosystem",
  "package",
  "version",
  "release",
  "purl",
  "vulnerability",
  "kind",
  "severity",
  "severity_osv",
  "severity_inspector",
  "severity_differs",
  "fixed_osv",
  "fixed_inspector",
  "fix_differs",
  "state_inspector",
  "opened_osv",
  "opened_inspector",
  "closed_inspector",
  "findings",
  "resources",
  "first_resources",
] as const;

export function csvHeader(): string {
  return stringify([[...csvColumns]], { record_delimiter: "windows" });
}

/** Rows as RFC 4180 lines. A cell that a spreadsheet would run as a formula is made text. */
export function csvLines(rows: readonly ObservationRow[]): string {
  return stringify(rows.map(toRecord), { columns: [...csvColumns], escape_formulas: true, record_delimiter: "windows" });
}

function toRecord(row: ObservationRow): Record<(typeof csvColumns)[number], string> {
  const { osv, inspector, vulnerability } = row;
  return {
    status: row.status,
    sbom_gap: String(row.sbomGap),
    sbom: row.sbom,
    scanned: row.coverage,
    service: row.service.slug,
    team: row.team?.slug ?? "",
    contact: row.team?.contact ?? "",
    artifact_kind: row.artifact.kind,
    artifact: row.artifact.name,
    ref: row.artifact.ref,
    ecosystem: row.package.ecosystem,
    package: row.package.name,
    version: row.version,
    release: row.release ?? "",
    purl: row.package.purl ?? "",
    vulnerability: vulnerability.id,
    kind: vulnerability.kind,
    severity: vulnerability.severity,
    severity_osv: osv?.severity ?? "",
    severity_inspector: inspector?.severity ?? "",
    severity_differs: String(row.severityDiffers),
    fixed_osv: osv?.fixed.join("; ") ?? "",
    fixed_inspector: inspector?.fixed.join("; ") ?? "",
    fix_differs: String(row.fixDiffers),
    state_inspector: inspector?.state ?? "",
    opened_osv: osv?.openedAt ?? "",
    opened_inspector: inspector?.openedAt ?? "",
    closed_inspector: inspector?.closedAt ?? "",
    findings: String(inspector?.findings ?? 0),
    resources: String(row.resourcesTotal),
    first_resources: row.resources.map(({ name, digest, key }) => (digest ? `${name}@${digest}` : key)).join("; "),
  };
}
