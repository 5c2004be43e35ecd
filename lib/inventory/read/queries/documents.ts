import type { Pool } from "pg";

export type DocumentRow = { head: Buffer; encoding: string; bodySha256: Buffer; sizeBytes: number; format: string | null };

/** A stored document in its parts, or null; its body is under `bodySha256`. */
export async function selectDocumentParts(on: Pool, sha256: Buffer): Promise<DocumentRow | null> {
  const result = await on.query<DocumentRow>({
    name: "inventory-document",
    text: `select d.head, b.encoding, b.sha256 as "bodySha256", d.size_bytes as "sizeBytes", coalesce(d.format, r.format) as format
      from document d join document_body b on b.sha256 = coalesce(d.body_of, d.sha256)
      left join document r on r.sha256 = d.body_of where d.sha256 = $1`,
    values: [sha256],
  });
  return result.rows[0] ?? null;
}
