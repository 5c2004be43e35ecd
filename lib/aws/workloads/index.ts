/** What runs where, as AWS shows it, and the deployments that follow. */
export { applySnapshot, type Snapshot } from "./apply-snapshot";
export { type AppliedWorkloads, applyWorkloads } from "./apply-workloads";
export { type PolledClusters, pollClusters } from "./poll/poll-clusters";
export { type PolledFunctions, pollFunctions } from "./poll/poll-functions";
export { type PolledTasks, pollTasks } from "./poll/poll-tasks";
export { keptDays, pruneWorkloads } from "./prune-workloads";
export { sweepWorkloads } from "./sweep-workloads";
