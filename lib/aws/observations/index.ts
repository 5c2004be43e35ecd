/** What OSV's advisories and Amazon Inspector say, side by side: read, never written. */
export { countInspector, countInspectorResources } from "./count-inspector";
export { exportServiceInspector } from "./export-service-inspector";
export { listInspectorFindings } from "./list-inspector-findings";
export { listServiceInspector } from "./list-service-inspector";
export { listVulnerabilityInspector } from "./list-vulnerability-inspector";
export { observationRoutes } from "./openapi";
export { readInspectorFinding } from "./read-inspector-finding";
export * from "./schemas";
