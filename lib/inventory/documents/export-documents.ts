import { type Bom, isIncomplete, mergeBoms, readBom } from "@/lib/sbom";
import { type WriteTarget, writeBom } from "@/lib/sbom/write";

export type ExportOptions = {
  target: WriteTarget;
  /** What a document that names no subject is about. One for each document. */
  subjects: { name: string; version: string | null }[];
  /** Set where the documents become one, whose root has this name. */
  mergedName: string | null;
};

/** A document of another format, and whether it is known not to hold everything. */
export type ExportedDocument = { text: string; isIncomplete: boolean };

/** Stored documents, read again, as one document of another format. */
export function exportDocuments({ documents, options }: { documents: Buffer[]; options: ExportOptions }): ExportedDocument {
  const { target, subjects, mergedName } = options;
  const parts = documents.map((document, index) => {
    const { name = "", version = null } = subjects[index] ?? {};
    const bom = readBom(document, { details: true });
    return { bom, name, version };
  });
  if (mergedName !== null) return written(mergeBoms({ name: mergedName }, parts), target);
  const [part] = parts;
  if (part === undefined) throw new Error("no document to export");
  const { bom, name, version } = part;
  return written(bom.root === null ? { ...bom, root: { name, version, purl: null } } : bom, target);
}

function written(bom: Bom, target: WriteTarget): ExportedDocument {
  return { text: writeBom(bom, target), isIncomplete: isIncomplete(bom) };
}
