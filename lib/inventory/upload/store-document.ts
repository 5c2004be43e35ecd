import type { Pool } from "pg";
import { type Context, requireScope } from "@/lib/context";
import { uuidv7 } from "@/lib/db";
import { Ingest } from "@/lib/inventory/ingest/ingest-document";
import { storeLargeUpload } from "@/lib/inventory/ingest/store-large-upload";
import { documentBytesMax, spoolBytesMax } from "@/lib/inventory/limits";
import { SpoolDirectory } from "@/lib/inventory/spool/spool-directory";
import type { BuildRequest } from "./schemas";

/** A document that a worker came by, as its bytes come, and the build that it belongs to. */
export type DocumentToStore = { source: AsyncIterable<Buffer>; request: BuildRequest; receivedAt: Date };

/**
 * An upload for who has a document and no request: it goes through a temporary file, whatever its size, and its build is owed. The verb throws the
 * error of `source`, and the reader's for what is no SBOM at all; then nothing is stored. `pool`: one without `pipeline`. Needs `sbom:write`.
 */
export function storeDocument(pool: Pool): (ctx: Context, document: DocumentToStore) => Promise<{ kind: "stored" | "unchanged" }> {
  let opened: { spool: SpoolDirectory; ingest: Ingest } | null = null;
  return async (ctx, document) => {
    requireScope(ctx, "sbom:write");
    opened ??= { spool: new SpoolDirectory("exports", { bytesMax: spoolBytesMax }), ingest: new Ingest(pool) };
    const file = opened.spool.reserve(documentBytesMax);
    try {
      const uploadId = uuidv7(document.receivedAt.getTime());
      return await storeLargeUpload({ pool, ingest: opened.ingest }, ctx, { ...document, uploadId, spoolPath: file.path });
    } finally {
      await file.remove();
    }
  };
}
