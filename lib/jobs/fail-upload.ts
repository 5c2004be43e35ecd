import type { Pool } from "pg";
import { recordAudit } from "@/lib/audit";
import { inTransaction } from "@/lib/db/transaction";
import { markUploadFailed } from "@/lib/inventory/ingest/queries/upload";
import type { UploadProblem } from "@/lib/inventory/upload/schemas";

/** Fails an upload for good, with the reason and its audit row. */
export async function failUpload(pool: Pool, uploadId: string, problem: UploadProblem): Promise<void> {
  await inTransaction(async (client) => {
    await markUploadFailed(client, uploadId, problem, new Date());
    const ctx = { actor: { kind: "system", name: "worker" }, requestId: uploadId } as const;
    await recordAudit(client, ctx, { action: "upload.failed", subjectKind: "upload", subjectId: uploadId, detail: problem });
  }, pool);
}
