import { stringify } from "csv-stringify/sync";
import type { Finding } from "./schemas";

/** The columns of the CSV export, in order. */
export const csvColumns = [
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
  "direct",
  "via",
  "vulnerability",
  "kind",
  "severity",
  "score",
  "epss",
  "kev_added",
  "fixed",
  "opened",
  "open_reason",
  "closed",
  "close_reason",
  "sources",
  "said_by",
  "inspector_state",
  "inspector_severity",
  "inspector_fixed",
  "inspector_scans",
  "sbom_gap",
  "rank",
  "decision",
  "decided_until",
  "due",
  "assignee",
  "comments",
] as const;

export function csvHeader(): string {
  return stringify([[...csvColumns]], { record_delimiter: "windows" });
}

/** Findings as RFC 4180 lines. A cell that a spreadsheet would run as a formula is made text. */
export function csvLines(findings: readonly Finding[]): string {
  return stringify(findings.map(toRecord), { columns: [...csvColumns], escape_formulas: true, record_delimiter: "windows" });
}

function toRecord(row: Finding): Record<(typeof csvColumns)[number], string> {
  const { vulnerability } = row;
  return {
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
    direct: String(row.direct),
    via: row.via.map(({ name, version }) => (version ? `${name} ${version}` : name)).join("; "),
    vulnerability: vulnerability.id,
    kind: vulnerability.kind,
    severity: vulnerability.severity,
    score: vulnerability.score === null ? "" : String(vulnerability.score),
    epss: vulnerability.epss === null ? "" : String(vulnerability.epss),
    kev_added: vulnerability.kevAddedOn ?? "",
    fixed: row.fixed.join("; "),
    opened: row.openedAt,
    open_reason: row.openReason,
    closed: row.closedAt ?? "",
    close_reason: row.closeReason ?? "",
    sources: row.sources.map(({ id }) => id).join("; "),
    said_by: row.sides.status,
    inspector_state: row.sides.inspector?.state ?? "",
    inspector_severity: row.sides.inspector?.severity ?? "",
    inspector_fixed: row.sides.inspector?.fixed.join("; ") ?? "",
    inspector_scans: row.sides.coverage,
    sbom_gap: String(row.sides.sbomGap),
    rank: row.rank === null ? "" : String(row.rank),
    decision: row.decision?.state ?? "",
    decided_until: row.decision?.until ?? "",
    due: row.dueAt ?? "",
    assignee: row.assignee?.name ?? "",
    comments: row.rank === null ? "" : String(row.comments),
  };
}
