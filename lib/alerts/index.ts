/** Alerts: what somebody must know at once. They are raised, updated and retracted by matching; people acknowledge them. */
export { acknowledgeAlert } from "./acknowledge-alert";
export { alertsNeedingAttention } from "./alerts-needing-attention";
export { getAlert } from "./get-alert";
export { listAlerts } from "./list-alerts";
export * from "./schemas";
