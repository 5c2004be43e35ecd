import type { Place, Term } from "../question";

type WithoutPlace<T> = T extends unknown ? Omit<T, keyof Place> : never;

/**
 * One thing to look for, as a term of a question without its place in a text. A package's `name` is in the form in which the inventory
 * stores it; `ecosystem` null means any ecosystem that has a package of that name.
 */
export type Indicator = WithoutPlace<Term>;

export const listFormats = [
  "lines",
  "markdown",
  "html",
  "csv",
  "json",
  "json-lines",
  "osv",
  "npm-lock",
  "yarn-lock",
  "pnpm-lock",
  "requirements",
  "poetry-lock",
  "pipfile-lock",
  "uv-lock",
  "go-sum",
  "go-mod",
  "cargo-lock",
  "gemfile-lock",
  "composer-lock",
  "sbom",
] as const;
/** What a list is written in. `csv` is any table of separated values; `lines` is one entry a line. */
export type ListFormat = (typeof listFormats)[number];

export const lineOutcomes = ["read", "rejected", "comment", "blank", "header", "duplicate"] as const;
export type LineOutcome = (typeof lineOutcomes)[number];

/**
 * What became of one line, or of one record of a table, a JSON document, a lock file or an SBOM.
 * `line` counts from 1: where the record starts; of an SBOM, which component it is. `text` is shortened and has nothing hidden.
 * `indicators` are indexes into the list's; `code` is null where there is nothing to say.
 */
export type LineVerdict = { line: number; text: string; outcome: LineOutcome; indicators: number[]; code: string | null; message: string | null };

/** How many verdicts there are of each kind; their sum is all of them. `noted` are read, with something to say about it. */
export type VerdictCounts = { read: number; noted: number; rejected: number; comment: number; blank: number; header: number; duplicate: number };

/** Where the ecosystem of bare names comes from: the caller, the list itself, or nowhere. */
export type ImpliedEcosystem = { value: string | null; from: "choice" | "list" | "none" };

export type IndicatorList = {
  format: ListFormat;
  ecosystem: ImpliedEcosystem;
  /** Lines of the text; of an SBOM, components. */
  lines: number;
  /** Without duplicates, in the order of the list. */
  indicators: Indicator[];
  /** One for each line or record, in order. */
  verdicts: LineVerdict[];
  counts: VerdictCounts;
};

export type ReadOptions = {
  /** The ecosystem (a purl type or another word for it) of bare names, whatever the list implies. */
  ecosystem?: string;
  /** What a name without a version means where the list does not say: every version, or nothing that is taken. */
  bareNames?: "any" | "reject";
  /** A hint where the content alone does not decide. */
  fileName?: string;
};
