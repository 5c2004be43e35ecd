import type { StoredParts } from "@/lib/inventory/documents/messages";
import { runDocumentTask } from "@/lib/inventory/documents/run-document-task";
import type { ExportFormatName } from "@/lib/sbom/write/formats";
import { exportFormat } from "@/lib/sbom/write/formats";
import { version as toolVersion } from "@/lib/version";

/** A document to be saved. */
export type ExportFile = { contentType: string; filename: string; body: string };

export type ExportRequest = {
  documents: StoredParts[];
  subjects: { name: string; version: string | null }[];
  mergedName: string | null;
  /** For documents that tell no time of their own. */
  builtAt: Date;
  format: ExportFormatName;
  specVersion: string | undefined;
  /** Of the file, without its extension. */
  name: string;
};

const timeoutMs = 120_000;

/** Has the document thread write the file; nothing of it is stored. Throws as the thread does: `unavailable`, `too_large`. */
export async function exportFile({ documents, subjects, mergedName, builtAt, format, specVersion, name }: ExportRequest): Promise<ExportFile> {
  const { versions, contentType, extension } = exportFormat(format);
  const target = {
    format,
    specVersion: specVersion ?? (versions[0] as string),
    toolVersion,
    time: builtAt.toISOString(),
    subjectName: mergedName ?? subjects[0]?.name ?? "",
  };
  const { text, isIncomplete } = await runDocumentTask("export", { documents, options: { target, subjects, mergedName } }, { timeoutMs });
  // What is handed on as a file says so before it is opened.
  return { contentType, filename: `${fileName(name)}${isIncomplete ? "-incomplete" : ""}.${extension}`, body: text };
}

/** A name that needs no quoting in a header or a shell. */
function fileName(text: string): string {
  return (
    text
      .replace(/[^A-Za-z0-9._-]+/g, "-")
      .replace(/^[-.]+|-+$/g, "")
      .slice(0, 120) || "sbom"
  );
}
