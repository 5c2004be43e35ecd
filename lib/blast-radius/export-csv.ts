import { stringify } from "csv-stringify/sync";
import type { AffectedRow, BuiltInWindow, UnknownService } from "./schemas";

/**
 * The columns of the CSV export, in order. Rows of unknown services fill only the first ones and say in `detail` what to do; those of builds say what each
 * lists in `versions`.
 */
export const csvColumns = [
  "verdict",
  "reason",
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
  "depth",
  "scope",
  "since",
  "build_seq",
  "build_version",
  "commit",
  "run_url",
  "sbom_built_at",
  "stale",
  "incomplete",
  "present_now",
  "present_during",
  "built_during",
  "until",
  "versions",
  "running_in",
  "inspector",
  "detail",
] as const;
export type CsvRecord = Partial<Record<(typeof csvColumns)[number], string>>;

export function csvHeader(): string {
  return stringify([[...csvColumns]], { record_delimiter: "windows" });
}

/** Records as RFC 4180 lines. A cell that a spreadsheet would run as a formula is made text. */
export function csvLines(records: readonly CsvRecord[]): string {
  return stringify([...records], { columns: [...csvColumns], escape_formulas: true, record_delimiter: "windows" });
}

export function affectedRecord(row: AffectedRow): CsvRecord {
  return {
    verdict: "affected",
    service: row.service.slug,
    team: row.team?.slug ?? "",
    contact: row.team?.contact ?? "",
    artifact_kind: row.artifact.kind,
    artifact: row.artifact.name,
    ref: row.artifact.ref,
    ecosystem: row.package?.ecosystem ?? "",
    package: row.package?.name ?? "",
    version: row.version ?? "",
    release: row.release ?? "",
    purl: row.package?.purl ?? "",
    direct: row.direct === null ? "" : String(row.direct),
    via: row.via.map(({ name, version }) => (version ? `${name} ${version}` : name)).join("; "),
    depth: row.depth === null ? "" : String(row.depth),
    scope: row.scope ?? "",
    since: row.since,
    build_seq: String(row.build.seq),
    build_version: row.build.version ?? "",
    commit: row.build.commit ?? "",
    run_url: row.build.runUrl ?? "",
    sbom_built_at: row.build.builtAt,
    stale: String(row.stale),
    incomplete: String(row.incomplete),
    present_now: String(row.present.now),
    present_during: String(row.present.during),
    built_during: String(row.present.built),
    until: row.until ?? "",
    running_in: row.present.running.join(" "),
    inspector: String(row.inspector),
  };
}

export function unknownRecord(row: UnknownService): CsvRecord {
  return {
    verdict: "unknown",
    reason: row.reason,
    service: row.service.slug,
    team: row.team?.slug ?? "",
    contact: row.team?.contact ?? "",
    sbom_built_at: row.lastBuiltAt ?? "",
    detail: row.detail,
  };
}

/** A build of the window that lists something that is asked for. */
export function builtRecord({ service, team, artifact, build, versions }: BuiltInWindow): CsvRecord {
  return {
    verdict: "built",
    service: service.slug,
    team: team?.slug ?? "",
    contact: team?.contact ?? "",
    artifact_kind: artifact.kind,
    artifact: artifact.name,
    ref: artifact.ref,
    build_seq: String(build.seq),
    build_version: build.version ?? "",
    commit: build.commit ?? "",
    run_url: build.runUrl ?? "",
    sbom_built_at: build.builtAt,
    versions: versions.map(({ ecosystem, name, version }) => `${ecosystem}:${name}@${version}`).join("; "),
  };
}
