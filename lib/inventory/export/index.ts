/** Builds and services as documents: the only door to `lib/inventory/export`. */
export { exportBuild } from "./export-build";
export type { ExportFile } from "./export-file";
export { exportService } from "./export-service";
export { exportQuerySchema } from "./schemas";
