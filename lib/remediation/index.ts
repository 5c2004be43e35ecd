/** Whether it gets better, and what to do next: figures of all findings, open and closed, for any past day. */
export { exportRemediation } from "./figures/export-remediation";
export { showRemediation } from "./figures/show-remediation";
export { summariseWeek } from "./figures/summarise-week";
export * from "./schemas";
