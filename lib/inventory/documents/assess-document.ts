import { readBom, type Warning } from "@/lib/sbom";

export type Assessment = { format: string; specVersion: string; warnings: Warning[] };

/** What is to be said of one document. */
export function assessDocument({ documents }: { documents: Buffer[]; options: null }): Assessment {
  const [document] = documents;
  if (!document) throw new Error("no document to assess");
  const { format, specVersion, warnings } = readBom(document);
  return { format, specVersion, warnings };
}
