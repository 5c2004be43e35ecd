/** Version order: the only door to `lib/versions`. */
export { inIntervals, intervalsMax, type KeyInterval } from "./interval";
export { keyLengthMax } from "./key-writer";
export { inRange, isRangeText, parseRange, type RangeProblem, rangeLengthMax, type VersionRange } from "./range";
export { schemeOf, type VersionScheme, versionKey, versionSchemes } from "./scheme";
