/** The part of Dependency-Track's API that uploading plug-ins use, on this inventory (decision 0011). The uploads themselves are `upload/handle-bom-upload`. */
export { describeSelf } from "./describe-self";
export { getTokenState } from "./get-token-state";
export { leaveProject } from "./leave-project";
export { getProject } from "./project/get-project";
export { listProjects } from "./project/list-projects";
export { lookUpProject } from "./project/look-up-project";
export * from "./schemas";
export { poweredBy, versionAnswer } from "./version";
