import type { Pool } from "pg";
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
    await upsertDocument(
      client,
      {
        sha256: documentSha256,
        head: parts.head,
        sizeBytes: input.document.length,
        format: null,
        specVersion: null,
        generator: null,
        documentedAt: null,
        report: null,
        bodyOf: null,
      },
      input.receivedAt,
    );
    await insertQueuedUpload(client, { id: input.uploadId, request: input.request, actor: ctx.actor, documentSha256, createdAt: input.receivedAt });
    await addIngestJob(client, input.uploadId);
    await recordAudit(client, ctx, {
      action: "upload.accepted",
      subjectKind: "upload",
      subjectId: input.uploadId,
      detail: { document: documentSha256.toString("hex") },
    });
  }, pool);
}
