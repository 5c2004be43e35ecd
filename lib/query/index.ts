/** The search grammar: the only door to `lib/query`. */
export { formatQuestion } from "./format-question";
export { labelOf } from "./label-of";
export { parseQuestion } from "./parse-question";
export type { Diagnostic, Question, QuestionFacets, Term } from "./question";
export { placeOfFacet, windowExample } from "./read-facet";
export { formatWindow, readWindow, type Window } from "./read-moment";
export { type DueWord, dueWords, type TriageFacet, todoStates, triageFacets } from "./read-triage-facet";
