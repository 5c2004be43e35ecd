/** Version order: the only door to `lib/versions`. */
export { keyLengthMax } from "./key-writer";
export { inRange, isRangeText, parseRange, type VersionRange } from "./range";
export { isRangeVersion } from "./range-version";
export { schemeOf, type VersionScheme, versionKey, versionSchemes } from "./scheme";
