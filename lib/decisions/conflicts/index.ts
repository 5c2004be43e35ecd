/** Decisions that contradict each other: the only door to `lib/decisions/conflicts`. */
export { listConflicts } from "./list-conflicts";
export * from "./schemas";
