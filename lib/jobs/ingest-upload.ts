import type { Pool } from "pg";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { WhereinError } from "@/lib/errors";
import { joinDocument } from "@/lib/inventory/ingest/document-parts";
import type { Ingest } from "@/lib/inventory/ingest/ingest-document";
import { selectDocument } from "@/lib/inventory/ingest/queries/document";
import { finishUnchangedUpload, markUploadProcessing, type OwedUpload, selectOwedUpload } from "@/lib/inventory/ingest/queries/upload";
import { failUpload } from "./fail-upload";
import { tryOwnUpload } from "./queries";

/**
 * Turns a stored upload into its build. Safe to run twice and at once: one runner owns the upload, and a finished one is
 * left alone. A document that cannot be read fails the upload for good, with the reason; other errors are retried.
 */
export async function ingestUpload({ pool, ingest }: { pool: Pool; ingest: Ingest }, uploadId: string): Promise<void> {
  await inTransaction(async (owner) => {
    if (!(await tryOwnUpload(owner, uploadId))) return;
    const upload = await selectOwedUpload(pool, uploadId);
    if (!upload) return;
    await markUploadProcessing(pool, uploadId, new Date());
    const ctx: Context = { actor: upload.actor, requestId: uploadId };
    try {
      await ingestStored(pool, ingest, ctx, upload);
    } catch (error) {
      if (!(error instanceof WhereinError) || error.code === "internal" || error.code === "unavailable") throw error;
      await failUpload(pool, uploadId, { code: error.code, reason: error.reason, detail: error.message, errors: [...error.errors] });
    }
  }, pool);
}

async function ingestStored(pool: Pool, ingest: Ingest, ctx: Context, upload: OwedUpload): Promise<void> {
  const stored = await selectDocument(pool, upload.documentSha256);
  if (!stored) throw new Error(`the document of upload ${upload.id} is not stored`);
  const document = await joinDocument(stored);
  const result = await ingest.ingest(ctx, {
    document,
    sha256: upload.documentSha256,
    request: upload.request,
    uploadId: upload.id,
    receivedAt: upload.createdAt,
  });
  if (result.kind === "unchanged") await finishUnchangedUpload(pool, upload.id, result.uploadId, new Date());
}
