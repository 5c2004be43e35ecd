/** The write side of advisories: the only door to `lib/advisories/apply`. */
export { type AdvisoryBatch, type AppliedBatch, applyAdvisories } from "./apply-advisories";
export { lockAdvisories } from "./queries/advisories";
export { analyseAdvisories } from "./queries/reread";
export { AdvisoryRereading, type Reread, rereadAdvisories } from "./reread-advisories";
export { type IncomingRecord, toWritten } from "./sort-batch";
export { writeUnaffecting } from "./write-advisories";
