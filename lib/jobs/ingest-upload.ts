import type { Pool } from "pg";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { WhereinError } from "@/lib/errors";
import { joinDocument } from "@/lib/inventory/ingest/document-parts";
import type { Ingest, IngestResult } from "@/lib/inventory/ingest/ingest-document";
import { selectDocument, selectDocumentFacts } from "@/lib/inventory/ingest/queries/document";
import { finishUnchangedUpload, markUploadProcessing, type OwedUpload, selectOwedUpload } from "@/lib/inventory/ingest/queries/upload";
import type { LargeLane } from "@/lib/inventory/lane/large-lane";
import { laneBytesMax } from "@/lib/inventory/limits";
import { failUpload } from "./fail-upload";
import { tryOwnUpload } from "./queries";

/** The ways to take a document in: `large` for what is too large to be held in memory. */
export type IngestWays = { pool: Pool; ingest: Ingest; large: LargeLane };

/**
 * Turns a stored upload into its build. Safe to run twice and at once: one runner owns the upload, and a finished one is
 * left alone. A document that cannot be read fails the upload for good, with the reason; other errors are retried.
 */
export async function ingestUpload({ pool, ...ways }: IngestWays, uploadId: string): Promise<void> {
  await inTransaction(async (owner) => {
    if (!(await tryOwnUpload(owner, uploadId))) return;
    const upload = await selectOwedUpload(pool, uploadId);
    if (!upload) return;
    await markUploadProcessing(pool, uploadId, new Date());
    const ctx: Context = { actor: upload.actor, requestId: uploadId };
    try {
      await ingestStored({ pool, ...ways }, ctx, upload);
    } catch (error) {
      if (!(error instanceof WhereinError) || error.code === "internal" || error.code === "unavailable") throw error;
      await failUpload(pool, uploadId, { code: error.code, reason: error.reason, detail: error.message, errors: [...error.errors] });
    }
  }, pool);
}

async function ingestStored({ pool, ingest, large }: IngestWays, ctx: Context, upload: OwedUpload): Promise<void> {
  const result = (await isLarge(pool, upload)) ? await large.ingest(upload, () => {}) : await ingestSmall(pool, ingest, ctx, upload);
  if (result.kind === "unchanged") await finishUnchangedUpload(pool, upload.id, result.uploadId, new Date());
}

async function isLarge(pool: Pool, upload: OwedUpload): Promise<boolean> {
  return ((await selectDocumentFacts(pool, upload.documentSha256))?.sizeBytes ?? 0) > laneBytesMax;
}

async function ingestSmall(pool: Pool, ingest: Ingest, ctx: Context, { id, request, documentSha256, createdAt }: OwedUpload): Promise<IngestResult> {
  const stored = await selectDocument(pool, documentSha256);
  if (!stored) throw new Error(`the document of upload ${id} is not stored`);
  const document = await joinDocument(stored);
  return ingest.ingest(ctx, { document, sha256: documentSha256, request, uploadId: id, receivedAt: createdAt });
}
