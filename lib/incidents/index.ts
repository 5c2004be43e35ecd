/** Incidents: a saved list of indicators with a window, asked again as the inventory and the list change, and what is being done about it. */
export { addRevision } from "./add-revision";
export { changeIncident } from "./change-incident";
export { exportIncident } from "./export-incident";
export { getIncident } from "./get-incident";
export { listIncidents } from "./list-incidents";
export { listRevisions } from "./list-revisions";
export { listRuns } from "./list-runs";
export { openIncident } from "./open-incident";
export { runIncident } from "./run-incident";
export * from "./schemas";
export { setServiceStatus } from "./set-service-status";
export { sweepIncidents } from "./sweep-incidents";
export { readIncidentWindow } from "./window";
