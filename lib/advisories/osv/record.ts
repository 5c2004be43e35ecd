/** The parts of an OSV record (schema 1.7.5) that are read, after `checkRecord` found them in shape. */

export type OsvEvent = { introduced?: string; fixed?: string; last_affected?: string; limit?: string };
export type OsvRange = { type: "GIT" | "SEMVER" | "ECOSYSTEM"; events: OsvEvent[] };
export type OsvSeverity = { type: string; score: string };
export type OsvPackage = { ecosystem: string; name: string; purl?: string };

export type OsvAffected = {
  package?: OsvPackage;
  severity?: OsvSeverity[] | null;
  ranges?: OsvRange[];
  versions?: string[];
  ecosystem_specific?: Record<string, unknown>;
  database_specific?: Record<string, unknown>;
};

export type OsvRecord = {
  id: string;
  modified: string;
  published?: string;
  withdrawn?: string;
  aliases?: string[] | null;
  summary?: string;
  severity?: OsvSeverity[] | null;
  affected?: OsvAffected[] | null;
  database_specific?: Record<string, unknown>;
};
