export { AdvisorySync } from "./feeds/advisory-sync";
export { openMirror } from "./open-mirror";
export type { FeedCounts, FeedProblem } from "./queries/feeds";
export { addSyncJob, syncTask } from "./queries/jobs";
export { type SyncSettings, syncSettings } from "./settings";
