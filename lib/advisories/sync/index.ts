export { AdvisorySync } from "./feeds/advisory-sync";
export type { FeedCounts, FeedProblem } from "./queries/feeds";
export { addSyncJob, syncTask } from "./queries/jobs";
export { type SyncSettings, syncSettings } from "./settings";
