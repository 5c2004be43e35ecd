import type { Pool, PoolClient } from "pg";
import { recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { addIngestJob } from "@/lib/jobs/queries";
import { encodeBody, toDocumentParts } from "./document-parts";
import { hashOf, type IngestInput } from "./ingest-document";
import { insertDocumentBody, upsertDocument } from "./queries/document";
import { insertQueuedUpload } from "./queries/upload";

/** Keeps a document and owes its build: document, upload and job commit together. Nothing is read of the document yet. */
export async function storeUpload(pool: Pool, ctx: Context, input: IngestInput): Promise<void> {
  const documentSha256 = hashOf(input);
  const parts = toDocumentParts(input.document);
  const body = await encodeBody(parts.body);
  await inTransaction(async (client) => {
    await insertDocumentBody(client, documentSha256, "br", body);
    await writeOwedUpload(client, ctx, input, { sha256: documentSha256, head: parts.head, sizeBytes: input.document.length, isLarge: false });
  }, pool);
}

type ReceivedDocument = { sha256: Buffer; head: Buffer; sizeBytes: number; isLarge: boolean };

/** The rows of an upload whose body is stored by the same transaction: document, upload, job and audit row. */
export async function writeOwedUpload(
  client: PoolClient,
  ctx: Context,
  { request, uploadId, receivedAt }: Omit<IngestInput, "document">,
  { isLarge, ...document }: ReceivedDocument,
): Promise<void> {
  const nothingRead = { format: null, specVersion: null, generator: null, documentedAt: null, report: null, bodyOf: null };
  await upsertDocument(client, { ...document, ...nothingRead }, receivedAt);
  await insertQueuedUpload(client, { id: uploadId, request, actor: ctx.actor, documentSha256: document.sha256, createdAt: receivedAt });
  await addIngestJob(client, uploadId, { isLarge });
  await recordAudit(client, ctx, {
    action: "upload.accepted",
    subjectKind: "upload",
    subjectId: uploadId,
    detail: { document: document.sha256.toString("hex") },
  });
}
