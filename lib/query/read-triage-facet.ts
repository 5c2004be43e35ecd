import { type DecidedState, decidedStates } from "@/lib/decisions/words";
import type { DiagnosticCode, QuestionFacets } from "./question";
import { readMoment } from "./read-moment";

/** When a finding is due, from now: `soon` is within a week, `none` has no due time. */
export const dueWords = ["overdue", "soon", "later", "none"] as const;
export type DueWord = (typeof dueWords)[number];

/** What leaves a finding in the queue. */
export const todoStates = ["undecided", "affected", "under_investigation"] as const satisfies readonly DecidedState[];

/** Facets that narrow findings, and mean nothing of who contains a package. */
export const triageFacets = ["tier", "env", "assignee", "due", "decision", "kev", "since", "is"] as const;
export type TriageFacet = (typeof triageFacets)[number];

type Report = (code: DiagnosticCode, message: string) => true;
type Words = Record<string, (facets: QuestionFacets) => void>;

/** What `is:` takes: short for other facets. */
const isWords: Words = {
  overdue: (facets) => add(facets, "due", ["overdue"]),
  "due-soon": (facets) => add(facets, "due", ["soon"]),
  exploited: (facets) => setKev(facets, true),
  kev: (facets) => setKev(facets, true),
  mine: (facets) => add(facets, "assignee", ["me"]),
  unassigned: (facets) => add(facets, "assignee", ["none"]),
  todo: (facets) => add(facets, "decision", todoStates),
  ...Object.fromEntries(decidedStates.map((state) => [state.replaceAll("_", "-"), (facets: QuestionFacets) => add(facets, "decision", [state])])),
};

/** Reads the values of a facet of triage into the facets; always true: one that cannot be used is reported. */
export function readTriageFacet(name: TriageFacet, values: readonly string[], facets: QuestionFacets, report: Report): true {
  const words = values.map((value) => value.toLowerCase());
  if (name === "kev") return readKev(words[0] ?? "", facets, report);
  if (name === "since") return readSince(values[0] ?? "", facets, report);
  if (name === "is") return readIs(words, facets, report);
  if (name === "env") add(facets, "env", words);
  else if (name === "assignee") add(facets, "assignee", people(words, report));
  else if (name === "tier") add(facets, "tier", known(name, words, ["1", "2", "3", "4"], report).map(Number));
  else if (name === "due") add(facets, "due", known(name, words, dueWords, report));
  else for (const word of known(name, words, ["todo", ...decidedStates] as const, report)) add(facets, "decision", word === "todo" ? todoStates : [word]);
  return true;
}

function add<Name extends "tier" | "env" | "assignee" | "due" | "decision">(
  facets: QuestionFacets,
  name: Name,
  values: readonly NonNullable<QuestionFacets[Name]>[number][],
): void {
  if (values.length > 0) Object.assign(facets, { [name]: [...new Set([...(facets[name] ?? []), ...values])] });
}

function setKev(facets: QuestionFacets, kev: boolean): void {
  facets.kev ??= kev;
}

function known<T extends string>(name: string, values: readonly string[], words: readonly T[], report: Report): T[] {
  const found = words.filter((word) => values.includes(word));
  if (found.length < new Set(values).size) report("bad_facet_value", `"${name}:" takes one of ${words.join(", ")}.`);
  return found;
}

/** An id of a person, or a word for some. */
const assignee = /^(?:me|none|disabled|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/;

function people(words: readonly string[], report: Report): string[] {
  const found = words.filter((word) => assignee.test(word));
  if (found.length < words.length) report("bad_facet_value", `"assignee:" takes me, none, disabled or the id of a person.`);
  return found;
}

function readIs(words: readonly string[], facets: QuestionFacets, report: Report): true {
  for (const word of known("is", words, Object.keys(isWords), report)) isWords[word]?.(facets);
  return true;
}

function readKev(value: string, facets: QuestionFacets, report: Report): true {
  const wanted = value === "true" || value === "yes" ? true : value === "false" || value === "no" ? false : null;
  if (wanted === null) return report("bad_facet_value", `"kev:" takes true or false.`);
  if (facets.kev !== undefined && facets.kev !== wanted) return report("bad_facet_value", `"kev:" is given twice; the first one counts.`);
  facets.kev = wanted;
  return true;
}

function readSince(value: string, facets: QuestionFacets, report: Report): true {
  const moment = readMoment(value);
  if (moment === null) return report("bad_facet_value", `"since:" takes a date or time such as 2026-01-31 or 2026-01-31T08:00Z.`);
  if (facets.since !== undefined) return report("bad_facet_value", `"since:" is given twice; the first one counts.`);
  facets.since = moment.toISOString();
  return true;
}
