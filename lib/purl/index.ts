/** Package identity: the only door to `lib/purl`. */
export { type CanonicalPurl, canonicalPurl } from "./canonical-purl";
export { distroRelease } from "./distro-release";
export { ecosystemLabel, ecosystemOfWord, leafEcosystems, leafOf } from "./ecosystems";
export { type IdentifiedPurl, identifyPurl } from "./identify-purl";
export { type NameNormaliser, nameCandidates, nameNormaliser, normaliseName } from "./package-name";
export { parsePurl } from "./parse-purl";
export { formatPurl, type Purl } from "./purl";
export { purlOf } from "./purl-of";
