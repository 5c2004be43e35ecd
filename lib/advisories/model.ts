/**
 * One advisory as every source's reader gives it: whom it means in the inventory's own words, and how bad it says it is.
 * Pure data; nothing here knows of the database.
 */

export const advisoryKinds = ["malware", "vulnerability", "unmaintained", "unsound", "notice"] as const;
export type AdvisoryKind = (typeof advisoryKinds)[number];

export const severityWords = ["critical", "high", "medium", "low", "none", "unscored"] as const;
export type SeverityWord = (typeof severityWords)[number];

/** A severity as one source gives it: source, vector and word stay together. `score` is 0 to 10, null where there is only a word. */
export type Severity = {
  /** Who says so: the advisory's key, or `Inspector (NVD)`. */
  source: string;
  type: "CVSS_V2" | "CVSS_V3" | "CVSS_V4" | "word";
  /** CVSS vector as written, or null. */
  vector: string | null;
  score: number | null;
  word: SeverityWord;
};

/** A package as the dictionary names it (`npm` `lodash`, `deb` `debian/openssl`), and the distro release (`debian-12`) or "". */
export type AffectedPackage = { ecosystem: string; name: string; release: string };

/**
 * An interval of version keys from `lo` (included; empty: from the first) to `hi` (null: without end). Where `lo` and `hi` are both empty no
 * version is in it: the advisory means the package, but which versions cannot be said, so all are undetermined.
 */
export type AffectedRange = AffectedPackage & { lo: Buffer; hi: Buffer | null; hiInclusive: boolean; fixed: string | null };

/** A listed version that no range of the same package and release covers; without a key its text is compared. */
export type AffectedVersion = AffectedPackage & { version: string; versionKey: Buffer | null };

/** A part of the record that means nothing to the inventory, and why: a GIT range, an ecosystem that has no order, ... */
export type SkippedPart = { code: string; pointer: string; detail: string };

const advisorySources = ["osv", "inspector"] as const;

export type Advisory = {
  /** `inspector`: what Amazon Inspector says of a vulnerability. It names no packages: its findings do. */
  source: (typeof advisorySources)[number];
  /** The source's own id. */
  key: string;
  kind: AdvisoryKind;
  /** ISO 8601 UTC, microseconds where the source has them. */
  modifiedAt: string;
  publishedAt: string | null;
  withdrawnAt: string | null;
  /** Other ids of the same problem, without the key itself. Never what is only related or upstream. */
  aliases: string[];
  summary: string | null;
  severities: Severity[];
  ranges: AffectedRange[];
  versions: AffectedVersion[];
  skipped: SkippedPart[];
};

/** Raise it with every change of how records are read: stored advisories of an older revision are then read again. */
export const advisoryRevision = 1;
