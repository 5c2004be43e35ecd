/** The queue of open findings: made again by whoever changes what it follows from. The only door to `lib/findings/queue` for writers. */

export { isQueueComplete } from "./is-queue-complete";
export { countOwed } from "./queries/count-owed";
export { oweQueue } from "./queries/edition";
export { recountTotals } from "./queries/totals";
export { type RankReason, rankReasons } from "./rank";
export { lockQueue, queueArtifact, type Refreshed, refreshDeployed, refreshOpenFindings, refreshReclassified } from "./refresh-open-findings";
export type { QueueScope } from "./scope";
export { type SweptQueue, sweepQueue } from "./sweep-queue";
