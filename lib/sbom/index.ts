/** Documents to the domain model: the only door to `lib/sbom`. */
export { analyseGraph, analyseGraphInSteps, viaMax } from "./analyse-graph";
export { completenessOf, isIncomplete } from "./completeness";
export { compositionHash, compositionHashInSteps } from "./composition-hash";
export { compressionOf } from "./compression";
export { decodeDocument } from "./decode-document";
export { decodeStream } from "./decode-stream";
export { headPrint } from "./head-print";
export { rememberIdentities } from "./identity-cache";
export type { ByteFile } from "./large/byte-file";
export { checkLargeStart, formTooLarge } from "./large/check-large-start";
export { DocumentCutter } from "./large/cut-document";
export { readLargeBom } from "./large/read-large-bom";
export { type MergePart, mergeBoms } from "./merge-boms";
export * from "./model";
export { readBom } from "./read-bom";
export { shortestPaths } from "./shortest-paths";
export { headFingerprint, readHead, splitDocument } from "./split-document";
export { nothingListed, statedIncomplete } from "./warnings";
