/** The search grammar: the only door to `lib/query`. */
export { formatQuestion } from "./format-question";
export { labelOf } from "./label-of";
export { parseQuestion, questionLengthMax } from "./parse-question";
export type { Diagnostic, DiagnosticCode, HashTerm, PackageTerm, PrefixTerm, Question, QuestionFacets, Term, WantedVersion } from "./question";
