/** What runs where: builds of artifacts in environments, from then until then. */
export { endDeployment } from "./end-deployment";
export { type Environment, type EnvironmentTier, environmentOf } from "./environment";
export { listDeployments } from "./list-deployments";
export { listEnvironments } from "./list-environments";
export { listSources } from "./list-sources";
export { type DeployedBuild, type DeploymentWindow, selectDeployedBuilds } from "./queries/during";
export { recordDeployment } from "./record-deployment";
export * from "./schemas";
export { deploymentSources } from "./source";
