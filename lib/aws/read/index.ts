/** What AWS sends, in the words of `lib/aws/model.ts`: the only door to `lib/aws/read`. Pure. */

export { type CoverageList, readCoverage } from "./coverage";
export { codeDigest, imageDigest } from "./digest";
export { type AwsEvent, readAwsEvent } from "./event";
export { type ExportSubject, readExportSubject } from "./export-subject";
export { readFinding } from "./finding";
export type { FindingList } from "./finding-list";
export type { ImageAction, ImageScan } from "./image-events";
export { identityOf, type PackageRow, type Unmapped } from "./package-identity";
export type { Problem, ProblemCode, Read } from "./problem";
export { readFindingList } from "./read-finding-list";
export { findingsOfReport, readFindingsReport } from "./report";
export { idInKey } from "./resource-key";
export { readTask, type TaskContext } from "./task";
export { readAwsTime } from "./time";
