import { mergeScan, readUploadedScan, scanCsv, splitForScan } from "@/lib/aws/scan/document-tasks";
import { type ReadOptions, readIndicators } from "@/lib/query/indicators";
import { judgeDocument, validateStored } from "./assess-document";
import { compareDocuments } from "./compare-documents";
import { exportDocuments } from "./export-documents";
import type { DocumentTasks } from "./serve-tasks";

/** What the document thread can do, by name: pure functions of the documents and options that they are given. */
export const documentTasks = {
  /** Whether a document keeps its own schema. */
  validate: validateStored,
  /** What a document fulfils of the quality profiles. */
  judge: judgeDocument,
  /** One or more documents as one of another format. */
  export: exportDocuments,
  /** What is different between two documents. */
  compare: compareDocuments,
  /** A document as what Amazon Inspector is asked to scan, and what it answers. */
  splitForScan,
  mergeScan,
  readUploadedScan,
  scanCsv,
  /** What a list of indicators says. */
  readIndicators: ({ documents, options }: { documents: Buffer[]; options: ReadOptions }) => readIndicators(documents[0] ?? Buffer.alloc(0), options),
} satisfies DocumentTasks;
