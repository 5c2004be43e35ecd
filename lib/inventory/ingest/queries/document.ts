import type { ClientBase, Pool } from "pg";

type Connection = ClientBase | Pool;

export type DocumentRow = {
  sha256: Buffer;
  head: Buffer;
  sizeBytes: number;
  format: string | null;
  specVersion: string | null;
  generator: string | null;
  documentedAt: Date | null;
  /** JSON text, or null when it is not read yet or shares another's. */
  report: string | null;
  /** The document whose body and report it shares. */
  bodyOf: Buffer | null;
};

/** Stores a document; one that was only received so far gets what has been read of it. */
export async function upsertDocument(on: ClientBase, row: DocumentRow, at: Date): Promise<void> {
  await on.query({
    name: "document-upsert",
    text: `insert into document (sha256, head, size_bytes, format, spec_version, generator, documented_at, report, body_of, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
           on conflict (sha256) do update set format = excluded.format, spec_version = excluded.spec_version, generator = excluded.generator,
             documented_at = excluded.documented_at, report = excluded.report, body_of = excluded.body_of
           where document.format is null`,
    values: [row.sha256, row.head, row.sizeBytes, row.format, row.specVersion, row.generator, row.documentedAt, row.report, row.bodyOf, at],
  });
}

/** Stores the body that a document brought, under the document's hash, unless it is known. */
export async function insertDocumentBody(on: ClientBase, documentSha256: Buffer, encoding: "br" | "identity", bytes: Buffer): Promise<void> {
  await on.query({
    name: "document-body-insert",
    text: "insert into document_body (sha256, encoding, bytes) values ($1, $2, $3) on conflict (sha256) do nothing",
    values: [documentSha256, encoding, bytes],
  });
}

export type StoredDocument = { head: Buffer; encoding: string; bytes: Buffer };

/** The parts of a stored document, or null. */
export async function selectDocument(on: Connection, sha256: Buffer): Promise<StoredDocument | null> {
  const { rows } = await on.query<StoredDocument>(
    "select d.head, b.encoding, b.bytes from document d join document_body b on b.sha256 = coalesce(d.body_of, d.sha256) where d.sha256 = $1",
    [sha256],
  );
  return rows[0] ?? null;
}
