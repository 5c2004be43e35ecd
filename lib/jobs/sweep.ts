import type { Pool } from "pg";
import { inTransaction } from "@/lib/db/transaction";
import { laneBytesMax } from "@/lib/inventory/limits";
import { failUpload } from "./fail-upload";
import { addIngestJob, selectOwedJobs, tryOwnUpload } from "./queries";

/** An upload that is owed for longer is looked after. */
const owedMsMax = 30_000;
const sweepBatch = 500;

/**
 * Queues again what is owed and has no job any more, or one that a dead worker holds; fails what is out of tries, so that
 * nobody waits for it. What waits for its next try, and what somebody works on, is left alone.
 */
export async function sweepOwedUploads(pool: Pool): Promise<void> {
  for (const { uploadId, job, documentBytes } of await selectOwedJobs(pool, new Date(Date.now() - owedMsMax), sweepBatch)) {
    const isLarge = (documentBytes ?? 0) > laneBytesMax;
    if (job === "none") await addIngestJob(pool, uploadId, { isLarge });
    if (job === "exhausted") await failUpload(pool, uploadId, outOfTries);
    if (job === "held") {
      // Whoever works on an upload owns it; a holder that does not is dead.
      await inTransaction(async (client) => {
        if (await tryOwnUpload(client, uploadId)) await addIngestJob(client, uploadId, { isLarge });
      }, pool);
    }
  }
}

const outOfTries = {
  code: "internal",
  reason: "ingest_failed",
  detail: "The document could not be taken in after several tries. It is kept; the log of the worker says why. Upload it again when that is mended.",
  errors: [],
};
