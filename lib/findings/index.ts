/** Findings: package versions that a vulnerability affects, where they are and when they were. */
export { countOpenFindings } from "./count-open-findings";
export { exportFindings } from "./export-findings";
export { getFinding } from "./get-finding";
export { groupFindingsBy } from "./group-findings";
export { listFindings } from "./list-findings";
export { listUndetermined } from "./list-undetermined";
export * from "./notes";
export { findingRoutes } from "./openapi";
export * from "./schemas";
export * from "./views";
