/** By when findings are to be closed: the policy, and what is late or soon will be. */
export { currentPolicy } from "./current-policy";
export { defaultPolicy } from "./default-policy";
export { getSlaPolicy, listSlaEditions } from "./get-policy";
export { listBreaches } from "./list-breaches";
export { previewSlaPolicy } from "./preview-policy";
export { type SlaColumns, slaHoursSql } from "./queries/hours-sql";
export { type ExposureWord, exposureWords, type SlaRule, slaRuleSchema, slaRulesMax, slaRulesSchema, tierMax, tierMin, tierSchema, tierUnset } from "./rule";
export { saveSlaPolicy } from "./save-policy";
export * from "./schemas";
export { type FindingClass, ruleOf, slaHoursOf } from "./sla-hours";
export { soonAt } from "./soon-at";
