/** The write side of findings and alerts: the only door to `lib/findings/record`. Reading them is the business of `lib/findings`. */
export type { AlertDetail } from "./alert-detail";
export { insertOutboxEvent, selectAlertCandidates, selectAlertCandidatesOfAdvisories } from "./queries/alerts";
export { closeFindingsOfArtifact, type SettleBuildAlerts, sendBuildFindings, sendLateBuildAlerts } from "./record-build-findings";
export { settleAlerts } from "./settle-alerts";
export { type SettledFindings, settleFindings } from "./settle-findings";
