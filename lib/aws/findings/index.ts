/** The one way in which findings and coverage of Inspector come into the joined state: the only door to `lib/aws/findings`. */
export { applyCoverage } from "./apply-coverage";
export { type AppliedFindings, applyFindings, type FindingSource } from "./apply-findings";
export { closeUnlisted } from "./close-unlisted";
export { type PreparedFindings, prepareFindings } from "./prepare-findings";
export { recomputeObservations } from "./recompute-observations";
export { storeFindings } from "./store-findings";
export { upsertResources } from "./upsert-resources";
