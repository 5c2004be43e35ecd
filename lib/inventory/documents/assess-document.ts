import { findDocument } from "@/lib/sbom/find-document";
import { judgeQuality } from "@/lib/sbom/quality/judge-quality";
import type { ProfileResult } from "@/lib/sbom/quality/model";
import { readFound } from "@/lib/sbom/read-bom";
import { validateDocument } from "@/lib/sbom/validate/validate-document";
import type { Validity } from "@/lib/sbom/validate/validity";
import { WarningSink } from "@/lib/sbom/warnings";

type OneDocument = { documents: Buffer[]; options: null };

/** Whether the document keeps its own schema. Throws what reading it throws. */
export function validateStored(input: OneDocument): Validity {
  const document = only(input);
  return validateDocument(document, findDocument(document, new WarningSink()));
}

/** What the document fulfils of the quality profiles. Throws what reading it throws. */
export function judgeDocument(input: OneDocument): ProfileResult[] {
  const sink = new WarningSink();
  return judgeQuality(readFound(findDocument(only(input), sink), sink, { details: true }));
}

function only({ documents }: OneDocument): Buffer {
  const [document] = documents;
  if (!document || documents.length > 1) throw new Error(`one document was expected, not ${documents.length}`);
  return document;
}
