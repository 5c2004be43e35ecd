import type { InspectorSeverity } from "../model";

/** What became of a component in a scan. `skipped` is not clean: the scanner has no rules for it, or could not read its purl. `unstated`: it says nothing of it. */
export const scanOutcomes = ["vulnerable", "clean", "skipped", "duplicate", "unstated", "dockerfile"] as const;
export type ScanOutcome = (typeof scanOutcomes)[number];

export type ScanComponent = {
  ref: string;
  name: string;
  version: string | null;
  purl: string | null;
  /** The file that names it. */
  path: string | null;
  outcome: ScanOutcome;
  /** What the scanner says of it, in its words. */
  info: string | null;
  /** When its support ends or ended (operating systems). */
  endOfLife: string | null;
};

/** Severity and score by one source (`NVD`, `AMAZON_INSPECTOR`, `Ubuntu Linux`, `EPSS`), as the scanner passes them on. */
export type ScanRating = { source: string; severity: string | null; score: number | null; method: string | null; vector: string | null };

export type ScanVulnerability = {
  id: string;
  source: string | null;
  sourceUrl: string | null;
  ratings: ScanRating[];
  /** The rating that AWS's own reports show; null where only a distro gave one, or nobody did. */
  rating: ScanRating | null;
  /** By that rating, else by the distro's. */
  severity: InspectorSeverity;
  epss: number | null;
  cwes: number[];
  description: string | null;
  advisories: string[];
  /** Ids of bulletins that name it among others: never aliases. */
  references: string[];
  createdAt: string | null;
  updatedAt: string | null;
  /** As the scanner writes it; null where it is silent. */
  exploitAvailable: string | null;
  exploitSeenAt: string | null;
  kevAddedAt: string | null;
  kevDueAt: string | null;
  /** In the order of the document's components; `component` is null for a reference that none of them has. */
  affects: { ref: string; component: ScanComponent | null; fixed: string | null }[];
  /** The scanner's word (`in_triage`, `exploitable`): never a decision of people. */
  scannerState: string | null;
  /** As it came. */
  raw: unknown;
};

export type DockerfileFinding = { id: string; file: string | null; lines: string | null; severity: string | null; description: string | null };

/** What Inspector's scan of an SBOM says. Refs of components need not be those of the SBOM that was sent: the scanner numbers them anew. */
export type Scan = {
  scanner: string | null;
  scannedAt: string | null;
  components: ScanComponent[];
  vulnerabilities: ScanVulnerability[];
  dockerfileFindings: DockerfileFinding[];
};
