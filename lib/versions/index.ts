/** Version order: the only door to `lib/versions`. */
export { sameVersion } from "./comparator";
export { type Fact, judgeFact, readFacts, schemeOfFile, type Verdict } from "./facts";
export type { KeyInterval } from "./interval";
export { keyLengthMax } from "./key-writer";
export { inRange, isRangeText, parseRange, type VersionRange } from "./range";
export { isRangeVersion } from "./range-version";
export { isOfDistribution, isPrerelease, releaseLine } from "./release-line";
export { keyRevision, type VersionScheme, versionKey, versionSchemes } from "./scheme";
export { schemeOf, storedKey } from "./scheme-of";
