/** Package versions against advisories: the only door to `lib/matching`. */
export { lockMatching } from "./lock-matching";
export type { MatchChanges } from "./queries/write-matches";
export { matchNewPackageVersions, matchPackageVersions, packagesToMatch, type Rematched, rematchAdvisories, rematchEverything } from "./rematch-advisories";
