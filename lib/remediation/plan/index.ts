/** The plan of upgrades: which few close most open findings. */
export { exportRemediationPlan } from "./export-plan";
export { getRemediationPlan } from "./get-plan";
export * from "./schemas";
