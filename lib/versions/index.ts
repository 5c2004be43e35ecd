/** Version order: the only door to `lib/versions`. */
export { keyLengthMax } from "./key-writer";
export { schemeOf, versionKey, type VersionScheme, versionSchemes } from "./scheme";
