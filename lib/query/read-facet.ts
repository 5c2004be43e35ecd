import { severityWords } from "@/lib/advisories/model";
import { componentScopes } from "@/lib/sbom/model";
import type { Diagnostic, DiagnosticCode, QuestionFacets } from "./question";
import { readMoment, readWindow } from "./read-moment";
import { readTriageFacet, type TriageFacet, triageFacets } from "./read-triage-facet";
import { scanTokens, type Token, unshield } from "./scan-tokens";

const lists = ["team", "service", "kind", "ref", "scope", "severity"] as const;

/**
 * Reads a token such as `team:payments` (or, as in a URL, `team=payments`) into the facets. Returns false when the token is no facet; a facet that cannot be used
 * becomes a diagnostic.
 */
export function readFacet(token: Token, facets: QuestionFacets, diagnostics: Diagnostic[]): boolean {
  const { name, rawValue } = splitFacet(token);
  const list = lists.find((each) => each === name);
  const report: Report = (code, message) => {
    diagnostics.push({ code, message, start: token.start, end: token.end });
    return true;
  };
  const triage = triageFacets.find((each) => each === name);
  if (list === undefined && triage === undefined && name !== "direct" && name !== "asof" && name !== "during") return false;
  const values = valuesOf(list === undefined && triage === undefined ? [rawValue] : rawValue.split(","));
  const [first] = values;
  if (first === undefined) return report("bad_facet_value", `A value is expected after "${name}:".`);
  if (triage !== undefined) return readTriageFacet(triage, values, facets, report);
  if (name === "direct") return readDirect(first.toLowerCase(), facets, report);
  if (name === "asof") return readAsOf(first, facets, report);
  if (name === "during") return readDuring(first, facets, report);
  if (list === "scope") {
    const known = knownOf(list, values, componentScopes, report);
    if (known.length > 0) facets.scope = [...new Set([...(facets.scope ?? []), ...known])];
  } else if (list === "severity") {
    const known = knownOf(list, values, severityWords, report);
    if (known.length > 0) facets.severity = [...new Set([...(facets.severity ?? []), ...known])];
  } else if (list !== undefined) facets[list] = [...new Set([...(facets[list] ?? []), ...values])];
  return true;
}

/** Where in a text a facet names a value (null: any): the whole token, in UTF-16 units, half open. Null when the text does not. */
export function placeOfFacet(text: string, facet: "team" | "service" | "severity" | TriageFacet, value: string | null): { start: number; end: number } | null {
  const token = scanTokens(text).tokens.find((each) => {
    const { name, rawValue } = splitFacet(each);
    return name === facet && (value === null || valuesOf(rawValue.split(",")).includes(value));
  });
  return token ? { start: token.start, end: token.end } : null;
}

function splitFacet(token: Token): { name: string; rawValue: string } {
  const [, word = "", rawValue = ""] = /^([a-z]+)(?::|=(?!=))(.*)$/is.exec(token.text) ?? [];
  return { name: word.toLowerCase(), rawValue };
}

function valuesOf(raw: readonly string[]): string[] {
  return raw.map((value) => unshield(value).trim()).filter(Boolean);
}

function knownOf<T extends string>(name: string, values: readonly string[], words: readonly T[], report: Report): T[] {
  const known = words.filter((word) => values.includes(word));
  if (known.length < new Set(values).size) report("bad_facet_value", `"${name}:" takes one of ${words.join(", ")}.`);
  return known;
}

type Report = (code: DiagnosticCode, message: string) => true;

function readDirect(value: string, facets: QuestionFacets, report: Report): true {
  const wanted = value === "true" || value === "yes" ? true : value === "false" || value === "no" ? false : null;
  if (wanted === null) return report("bad_facet_value", `"direct:" takes true or false.`);
  if (facets.direct !== undefined && facets.direct !== wanted) return report("bad_facet_value", `"direct:" is given twice; the first one counts.`);
  facets.direct = wanted;
  return true;
}

function readAsOf(value: string, facets: QuestionFacets, report: Report): true {
  const moment = readMoment(value);
  if (moment === null) return report("bad_facet_value", `"asof:" takes a date or time such as 2026-01-31 or 2026-01-31T08:00Z.`);
  if (facets.asof !== undefined) return report("bad_facet_value", `"asof:" is given twice; the first one counts.`);
  facets.asof = moment.toISOString();
  return true;
}

function readDuring(value: string, facets: QuestionFacets, report: Report): true {
  const window = readWindow(value);
  if (window === null) return report("bad_facet_value", `"during:" takes ${windowExample}.`);
  if (facets.during !== undefined) return report("bad_facet_value", `"during:" is given twice; the first one counts.`);
  facets.during = window;
  return true;
}

/** How a window is written, for people. */
export const windowExample = "two times such as 2026-03-31T00:21Z..03:15Z, two days or one";
