/** Every finding of every artifact as an interval with its class, packed: what figures of any past day are counted from. */
export * from "./finding-class";
export { eachHistory, forgetHistories, type VisitHistory } from "./kept-histories";
export { type FindingHistory, stillOpen } from "./packed";
export { type Revisions, selectRevisions } from "./queries/stored";
export { repackHistories } from "./repack";
