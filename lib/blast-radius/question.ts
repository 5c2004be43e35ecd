import { WhereinError } from "@/lib/errors";
import { type Diagnostic, labelOf, parseQuestion, placeOfFacet, readWindow, type Term, triageFacets, windowExample } from "@/lib/query";
import type { Indicator, IndicatorList } from "@/lib/query/indicators";
import { componentScopes } from "@/lib/sbom/model";
import type { Facets } from "./queries/filters";
import type { Window } from "./queries/window-parts";
import type { AskedList, FindAffectedServices } from "./schemas";
import type { When } from "./sides";

/** A question read: what is looked for, among which services, at which moment. */
export type Question = {
  text: string;
  label: string;
  terms: readonly Term[];
  /** Of which the terms are a part; null: none. */
  list: AskedList | null;
  diagnostics: Diagnostic[];
  facets: Facets;
  /** Null: now. */
  asOf: Date | null;
  /** Also at any moment of it; null: only at `asOf`. */
  window: Window | null;
  /** Which sides are shown. */
  when: When;
};

type Filters = Pick<FindAffectedServices, "q" | "team" | "service" | "kind" | "ref" | "scope" | "direct" | "asof" | "during" | "when">;

// Said beside the answer: what was understood is what was asked. Everything else would answer another question.
const harmless = new Set(["qualifiers_ignored"]);

/**
 * Reads `q` and merges its facets with the parameters beside it. Throws `invalid` with `question_empty`, or with
 * `question_unreadable` and every diagnostic when any part of it cannot be read: nothing is dropped to get an answer.
 */
export function readQuestion(input: Filters, list: ListToAsk | null = null): Question {
  const parsed = parseQuestion(input.q);
  parsed.diagnostics.push(...ofFindings.flatMap((name) => notHere(input.q, name)));
  const unread = parsed.diagnostics.filter(({ code }) => !harmless.has(code));
  const terms = list === null ? parsed.terms : [...parsed.terms, ...list.terms];
  if (terms.length === 0 || unread.length > 0) throw unanswerable(unread);
  const asOf = parsed.facets.asof ?? input.asof ?? null;
  const beside = input.during === undefined ? null : windowOf(input.during);
  const window = parsed.facets.during ?? beside;
  if (window === null && (input.when === "during" || input.when === "built")) throw windowMissing(input.when);
  return {
    text: input.q,
    label: labelOf({ terms }),
    terms,
    list: list?.asked ?? null,
    diagnostics: [...parsed.diagnostics],
    facets: {
      teams: merge(parsed.facets.team, input.team),
      services: merge(parsed.facets.service, input.service),
      kinds: merge(parsed.facets.kind, input.kind),
      refs: merge(parsed.facets.ref, input.ref),
      scopes: merge(parsed.facets.scope, input.scope)?.map((scope) => componentScopes.indexOf(scope)) ?? null,
      direct: parsed.facets.direct ?? (input.direct === undefined ? null : input.direct === "true"),
    },
    asOf: asOf === null ? null : new Date(asOf),
    window: window && { from: new Date(window.from), to: new Date(window.to) },
    when: input.when,
  };
}

/** A list of indicators as terms of a question, with what is said of it. */
export type ListToAsk = { asked: AskedList; terms: readonly Term[] };

/** @param id of the kept list; null: it is not kept */
export function askingFor(id: string | null, { format, lines, indicators, counts }: IndicatorList): ListToAsk {
  if (indicators.length === 0) {
    const detail = "No line of the list says what to look for.";
    throw new WhereinError("invalid", detail, { reason: "list_empty", errors: [{ pointer: "", detail, code: "list_empty" }] });
  }
  const asked = { id, format, lines, indicators: indicators.length, rejected: counts.rejected, noted: counts.noted };
  return { asked, terms: indicators.map(termOfIndicator) };
}

/** Written out for what lists are made of: a spread of each of a thousand indicators takes as long as reading a third of them. */
function termOfIndicator(indicator: Indicator): Term {
  if (indicator.kind !== "package") return { ...indicator, start: 0, end: 0 };
  const { kind, ecosystem, namespace, name, version } = indicator;
  return { kind, ecosystem, namespace, name, version, start: 0, end: 0 };
}

const ofFindings = ["severity", ...triageFacets] as const;

/** Who contains it is asked here; how bad it is, and what is done about it, narrow the list of findings. */
function notHere(text: string, facet: (typeof ofFindings)[number]): Diagnostic[] {
  const place = placeOfFacet(text, facet, null);
  return place === null ? [] : [{ code: "not_supported_yet", message: `"${facet}:" narrows the list of findings, not who contains a package.`, ...place }];
}

function windowMissing(when: string): WhereinError {
  const detail = `"when=${when}" needs a window: during=${windowExample}.`;
  return new WhereinError("invalid", detail, { reason: "window_missing", errors: [{ pointer: "?when", detail, code: "window_missing" }] });
}

function windowOf(text: string): { from: string; to: string } {
  const window = readWindow(text);
  if (window !== null) return window;
  const detail = `A window is ${windowExample}.`;
  throw new WhereinError("invalid", detail, { reason: "window_unreadable", errors: [{ pointer: "?during", detail, code: "window_unreadable" }] });
}

function merge<T extends string>(inText: readonly T[] | undefined, beside: readonly T[] | undefined): T[] | null {
  const all = [...new Set([...(inText ?? []), ...(beside ?? [])])];
  return all.length === 0 ? null : all;
}

function unanswerable(diagnostics: readonly Diagnostic[]): WhereinError {
  if (diagnostics.length === 0) {
    return new WhereinError("invalid", "Ask for a package or an advisory: a name, name@version, a purl, @scope/*, sha256:... or CVE-...", {
      reason: "question_empty",
      errors: [{ pointer: "?q", detail: "The question names no package and no advisory.", code: "question_empty" }],
    });
  }
  return new WhereinError("invalid", "A part of the question cannot be read, so it is not answered.", {
    reason: "question_unreadable",
    errors: diagnostics.map(({ code, message }) => ({ pointer: "?q", detail: message, code })),
  });
}
