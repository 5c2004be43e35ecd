import { assessDocument } from "./assess-document";
import type { DocumentTasks } from "./serve-tasks";

/** What the document thread can do, by name: pure functions of the documents and options that they are given. */
export const documentTasks = {
  /** Schema validity and quality of one document. */
  assess: assessDocument,
} satisfies DocumentTasks;
