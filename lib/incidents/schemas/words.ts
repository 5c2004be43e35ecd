/** The words of incidents, which are stored as they are. */
export const incidentStatuses = ["open", "closed"] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

export const incidentSeverities = ["critical", "high", "medium", "low"] as const;
export type IncidentSeverity = (typeof incidentSeverities)[number];

/** What is done about a service, in the order of the work. `not_affected` needs a reason. */
export const serviceWorkStatuses = ["to_do", "in_progress", "contained", "clear", "not_affected"] as const;
export type ServiceWorkStatus = (typeof serviceWorkStatuses)[number];

/** Why an incident was asked again. `time`: nothing changed but the age of the SBOMs. */
export const runCauses = ["opened", "list", "window", "reopened", "inventory", "deployments", "advisories", "time"] as const;
export type RunCause = (typeof runCauses)[number];
