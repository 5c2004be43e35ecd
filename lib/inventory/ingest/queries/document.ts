import type { ClientBase, Pool } from "pg";
import { BinaryCopy } from "@/lib/db/binary-copy";
import { WhereinError } from "@/lib/errors";
import { wholeBytesMax } from "@/lib/inventory/limits";

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

/** The parts of a stored document, or null. Throws `too_large` for one that is not to be held in memory, without loading it. */
export async function selectDocument(on: Connection, sha256: Buffer): Promise<StoredDocument | null> {
  const { rows } = await on.query<Omit<StoredDocument, "bytes"> & { bytes: Buffer | null }>(
    `select d.head, b.encoding, case when d.size_bytes <= $2 then b.bytes end as bytes
     from document d join document_body b on b.sha256 = coalesce(d.body_of, d.sha256) where d.sha256 = $1`,
    [sha256, wholeBytesMax],
  );
  const [found] = rows;
  if (found === undefined) return null;
  const { bytes, ...parts } = found;
  if (bytes === null) throw documentTooLarge();
  return { ...parts, bytes };
}

/** `too_large`: a document that is not worked on as a whole. */
export function documentTooLarge(cause?: unknown): WhereinError {
  const detail = `The document is larger than ${wholeBytesMax / 1_048_576} MiB, the most that is worked on as a whole. It is stored whole; its raw form can be had.`;
  return new WhereinError("too_large", detail, { reason: "document_task_memory", cause });
}

/** Keeps others that would store the body of the same document waiting until the transaction ends: COPY knows no conflict. */
export async function lockDocument(on: ClientBase, sha256: Buffer): Promise<void> {
  await on.query("select pg_advisory_xact_lock(hashtextextended($1, 1))", [sha256.toString("hex")]);
}

/** Whether the body of this document is stored. */
export async function hasDocumentBody(on: ClientBase, sha256: Buffer): Promise<boolean> {
  const { rows } = await on.query<{ found: boolean }>("select exists (select 1 from document_body where sha256 = $1) as found", [sha256]);
  return rows[0]?.found ?? false;
}

/** Stores a body in brotli of `bytes` bytes as they come: none of it is held here. The connection has no `pipeline`. */
export async function copyDocumentBody(on: ClientBase, sha256: Buffer, bytes: number, chunks: AsyncIterable<Buffer>): Promise<void> {
  await BinaryCopy.into(on, "document_body", ["sha256", "encoding", "bytes"], async (copy) => {
    copy.begin();
    copy.bytes(sha256);
    copy.text("br");
    await copy.streamed(bytes, chunks);
  });
}

/** What is known of a stored document without its bytes; `bodySha256` is where those are. Null when it is not stored. */
export type DocumentFacts = { head: Buffer; sizeBytes: number; bodySha256: Buffer };

/** The facts of a stored document. */
export async function selectDocumentFacts(on: Connection, sha256: Buffer): Promise<DocumentFacts | null> {
  const { rows } = await on.query<DocumentFacts>(
    `select head, size_bytes as "sizeBytes", coalesce(body_of, sha256) as "bodySha256" from document where sha256 = $1`,
    [sha256],
  );
  return rows[0] ?? null;
}

const bodyChunkBytes = 1_048_576;

/** The bytes of a body as stored, piece by piece: its storage is such that a piece is read without the rest. */
export async function* selectBodyChunks(on: Connection, bodySha256: Buffer): AsyncGenerator<Buffer> {
  for (let from = 1; ; from += bodyChunkBytes) {
    const { rows } = await on.query<{ bytes: Buffer }>({
      name: "document-body-chunk",
      text: "select substring(bytes from $2 for $3) as bytes from document_body where sha256 = $1",
      values: [bodySha256, from, bodyChunkBytes],
    });
    const bytes = rows[0]?.bytes;
    if (bytes === undefined || bytes.length === 0) return;
    yield bytes;
    if (bytes.length < bodyChunkBytes) return;
  }
}
