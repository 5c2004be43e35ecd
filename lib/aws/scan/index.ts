/** Scans of SBOMs by Amazon Inspector: what pages and routes may use. */
export { exportScanCsv, exportScanDocument } from "./export-scan";
export { getBuildScan } from "./get-build-scan";
export { requestScan } from "./request-scan";
export { type BuildScan, buildScanSchema, requestScanQuerySchema, type Scan, scanFormatSchema, scanSchema } from "./schemas";
