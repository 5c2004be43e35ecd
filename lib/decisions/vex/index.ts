/** VEX documents: statements of others as decisions, and decisions as documents. The only door to `lib/decisions/vex`. */

export { exportVex } from "./export-vex";
export { importVex } from "./import-vex";
export { vexBytesMax } from "./read/limits";
export * from "./schemas";
export { sweepVex } from "./sweep-vex";
export { getVexDocument, listVexDocuments, readVexFile } from "./vex-documents";
export { withdrawVex } from "./withdraw-vex";
