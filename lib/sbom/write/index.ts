/** The domain model to documents: the only door to `lib/sbom/write`. */
export { type ExportFormat, type ExportFormatName, exportFormats } from "./formats";
export { type WriteTarget, writeBom } from "./write-bom";
