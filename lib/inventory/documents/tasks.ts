import { assessDocument } from "./assess-document";
import { compareDocuments } from "./compare-documents";
import { exportDocuments } from "./export-documents";
import type { DocumentTasks } from "./serve-tasks";

/** What the document thread can do, by name: pure functions of the documents and options that they are given. */
export const documentTasks = {
  /** Schema validity and quality of one document. */
  assess: assessDocument,
  /** One or more documents as one of another format. */
  export: exportDocuments,
  /** What is different between two documents. */
  compare: compareDocuments,
} satisfies DocumentTasks;
