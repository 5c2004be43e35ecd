import { stringify } from "csv-stringify/sync";
import type { Scan, ScanRating, ScanVulnerability } from "./model";

const columns = [
  "ID",
  "Severity",
  "Source",
  "CVSS",
  "Installed Package",
  "Fixed Package",
  "Path",
  "EPSS",
  "Exploit Available",
  "Exploit Last Seen",
  "CWEs",
] as const;

/** AWS writes this for whatever is not known. */
const nothing = "null";

/** What AWS's reports say of the artifact in their first line. */
export type CsvArtifact = { name: string | null; type: string | null; hash: string | null; buildId: string | null };
const unnamed: CsvArtifact = { name: null, type: null, hash: null, buildId: null };

/**
 * A scan as the CSV that AWS's own tools make of it, cell by cell: two lines of comment, one of names, then a line for each vulnerability of
 * packages. The counts in the second line are left open, as they leave them. A cell that a spreadsheet would run as a formula is made text.
 */
export function formatScanCsv(scan: Scan, artifact: CsvArtifact = unnamed): string {
  const { name, type, hash, buildId } = artifact;
  const head = [
    [`#artifact_name:${name ?? nothing}`, `artifact_type:${type ?? nothing}`, `artifact_hash:${hash ?? nothing}`, `build_id:${buildId ?? nothing}`],
    ["#critical", "high", "medium", "low", "other"].map((severity) => `${severity}_vulnerabilities:${nothing}`),
    [...columns],
  ];
  const lines = scan.vulnerabilities.map((vulnerability) => cellsOf(vulnerability));
  return stringify([...head, ...lines], { quoted: true, escape_formulas: true, record_delimiter: "windows" });
}

function cellsOf(vulnerability: ScanVulnerability): string[] {
  const { id, ratings, rating, source, affects, epss, exploitAvailable, exploitSeenAt, cwes } = vulnerability;
  const components = affects.flatMap(({ component }) => component ?? []);
  return [
    id,
    severityCell(ratings, rating),
    // What has a probability and no rating yet is told by whoever published it.
    rating?.source ?? (ratings.length > 0 ? source : null) ?? nothing,
    numberCell(rating?.score ?? null),
    joined(components.map(({ purl }) => (purl === null ? null : decoded(purl)))),
    joined(affects.map(({ fixed }) => fixed)),
    joined(components.map(({ path }) => path)),
    numberCell(epss),
    exploitAvailable ?? nothing,
    exploitSeenAt ?? nothing,
    joined(cwes.map((cwe) => `CWE-${cwe}`)),
  ];
}

function severityCell(ratings: readonly ScanRating[], rating: ScanRating | null): string {
  if (rating === null) return ratings.length > 0 ? "untriaged" : nothing;
  return rating.severity === null || rating.severity === "unknown" ? "untriaged" : rating.severity;
}

/** AWS writes whole numbers with their decimal: `7.0`. */
function numberCell(value: number | null): string {
  if (value === null) return nothing;
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function joined(texts: readonly (string | null)[]): string {
  return texts.filter((text) => text !== null).join(";") || nothing;
}

/** AWS shows purls without their percent signs. */
function decoded(purl: string): string {
  try {
    return decodeURIComponent(purl);
  } catch {
    return purl;
  }
}
