/** What people, and VEX documents, conclude of findings: the only door of pages and routes. */
export { endDecision } from "./end-decision";
export { explainDecision } from "./explain-decision";
export { getDecision } from "./get-decision";
export { lapseDecisions } from "./lapse-decisions";
export { listDecisions } from "./list-decisions";
export { makeDecision, previewDecision } from "./make-decision";
export { rekeySubjects } from "./rekey-subjects";
export * from "./schemas";
export { voteOnDecision } from "./vote";
export * from "./words";
