/** Documents to the domain model: the only door to `lib/sbom`. */
export { analyseGraph, viaMax } from "./analyse-graph";
export { compositionHash } from "./composition-hash";
export { decodeDocument } from "./decode-document";
export { headPrint } from "./head-print";
export { type MergePart, mergeBoms } from "./merge-boms";
export * from "./model";
export { readBom } from "./read-bom";
export { shortestPaths } from "./shortest-paths";
export { headFingerprint, readHead, splitDocument } from "./split-document";
