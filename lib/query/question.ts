import type { SeverityWord } from "@/lib/advisories/model";
import type { DecidedState } from "@/lib/decisions/words";
import type { ComponentScope } from "@/lib/sbom/model";
import type { Window } from "./read-moment";
import type { DueWord } from "./read-triage-facet";

/** A place in the text, in UTF-16 units, half open. */
export type Place = { start: number; end: number };

/** What is asked of the version. `range` is text in the ecosystem's own syntax, blanks normalised. */
export type WantedVersion = { kind: "any" } | { kind: "exact"; text: string } | { kind: "range"; text: string };

/**
 * One package, by name. `ecosystem` is a purl type or null for a bare name; `name` is the whole name as the ecosystem writes it, with
 * the namespace that a word such as `debian:` stands for in front (`debian/openssl`); `namespace` is that word's namespace or null.
 */
export type PackageTerm = { kind: "package"; ecosystem: string | null; namespace: string | null; name: string; version: WantedVersion } & Place;

/** All packages whose whole name starts with `prefix`: `@scope/`, `org.apache.logging.log4j:`. */
export type PrefixTerm = { kind: "prefix"; ecosystem: string | null; prefix: string } & Place;

/** A build or document with this digest, 64 lower-case hex digits. */
export type HashTerm = { kind: "hash"; algorithm: "sha256"; hex: string } & Place;

/** What an advisory or any of its aliases means: `CVE-2021-44228`, `GHSA-jfh8-c2jp-5v3q`, `MAL-2025-1234`. The id as its source writes it. */
export type AdvisoryTerm = { kind: "advisory"; id: string } & Place;

export type Term = PackageTerm | PrefixTerm | HashTerm | AdvisoryTerm;

/** Narrows where to look. Several values of one facet are alternatives. `asof` is ISO 8601 UTC. */
export type QuestionFacets = {
  team?: string[];
  service?: string[];
  kind?: string[];
  ref?: string[];
  scope?: ComponentScope[];
  /** Of vulnerabilities: narrows findings. */
  severity?: SeverityWord[];
  /** Of findings, as `severity`: the tiers of services, where it runs, who is at it, when it is due, what was decided, and from when on it is open. */
  tier?: number[];
  /** A tier of environments (`production`, `other`), `none`, or the name of an environment. */
  env?: string[];
  /** `me`, `none`, `disabled`, or the id of a person. */
  assignee?: string[];
  due?: DueWord[];
  decision?: DecidedState[];
  kev?: boolean;
  /** ISO 8601 UTC. */
  since?: string;
  direct?: boolean;
  asof?: string;
  during?: Window;
};

export type DiagnosticCode =
  | "unreadable_token"
  | "unknown_facet"
  | "not_supported_yet"
  | "bad_facet_value"
  | "range_unreadable"
  | "qualifiers_ignored"
  | "question_too_long";

/** What could not be read or is not used, in words for people, and where it stands. */
export type Diagnostic = { code: DiagnosticCode | (string & {}); message: string } & Place;

/** A question read from text. Terms are alternatives: a service is affected when any of them hits. */
export type Question = { terms: Term[]; facets: QuestionFacets; diagnostics: Diagnostic[] };
