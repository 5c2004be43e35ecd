/** The question itself: which services contain a package, at which version, now or then. */
export { explainPresence } from "./explain-presence";
export * from "./explain-schemas";
export { type Export, exportAffected } from "./export-affected";
export { findAffectedByList, findAffectedByListSchema, findAffectedServices } from "./find-affected-services";
export { judgeByVulnerability } from "./judge-by-vulnerability";
export { listPackageServices } from "./list-package-services";
export { blastRadiusRoutes } from "./openapi";
export { type TeamGrid, teamGrid, teamGridSchema } from "./pictures/grid";
export { pathGraph, pathGraphSchema } from "./pictures/path-graph";
export { type Timeline, timelineSchema, versionTimeline } from "./pictures/timeline";
export { planUpgrades, type UpgradePlan, upgradePlanSchema } from "./plan/upgrade-plan";
export * from "./schemas";
export { side } from "./sides";
export { nameSurveyed, type Survey, type SurveyNames, surveyServices } from "./survey-services";
export { toTextTree } from "./text-tree";
