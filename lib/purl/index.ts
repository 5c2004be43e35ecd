/** Package identity: the only door to `lib/purl`. */
export {
  bareNameIsLeaf,
  type Ecosystem,
  ecosystemLabel,
  ecosystemOf,
  ecosystemOfWord,
  ecosystems,
  leafEcosystems,
  leafOf,
} from "./ecosystems";
export { type IdentifiedPurl, identifyPurl } from "./identify-purl";
export { nameCandidates, normaliseName } from "./package-name";
export { parsePurl } from "./parse-purl";
export { formatPurl, type Purl } from "./purl";
export { purlOf } from "./purl-of";
