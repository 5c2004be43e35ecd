import { findDocument } from "@/lib/sbom/find-document";
import { judgeQuality } from "@/lib/sbom/quality/judge-quality";
import type { ProfileResult } from "@/lib/sbom/quality/model";
import { readFound } from "@/lib/sbom/read-bom";
import { validateDocument } from "@/lib/sbom/validate/validate-document";
import type { Validity } from "@/lib/sbom/validate/validity";
import { WarningSink } from "@/lib/sbom/warnings";
import type { DocumentTasks } from "./serve-tasks";

type OneDocument = { documents: Buffer[]; options: null };

/** What the document thread can do, by name: pure functions of the documents and options that they are given. */
export const documentTasks = {
  /** Whether a document keeps its own schema. */
  validate: (input: OneDocument): Validity => {
    const document = only(input);
    return validateDocument(document, findDocument(document, new WarningSink()));
  },
  /** What it fulfils of the quality profiles. */
  judge: (input: OneDocument): ProfileResult[] => {
    const sink = new WarningSink();
    return judgeQuality(readFound(findDocument(only(input), sink), sink, { details: true }));
  },
} satisfies DocumentTasks;

function only({ documents }: OneDocument): Buffer {
  const [document] = documents;
  if (!document || documents.length > 1) throw new Error(`one document was expected, not ${documents.length}`);
  return document;
}
