/** What runs where, as AWS shows it, and the deployments that follow. */
export { applyWorkloads } from "./apply-workloads";
export { pruneWorkloads } from "./prune-workloads";
export { sweepWorkloads } from "./sweep-workloads";
