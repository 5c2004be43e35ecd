import type { Pool } from "pg";
import { systemContext } from "@/lib/auth/system-context";
import { uuidv7 } from "@/lib/db";
import { inTransaction } from "@/lib/db/transaction";
import { WhereinError } from "@/lib/errors";
import { runDocumentTask } from "@/lib/inventory/documents/run-document-task";
import { selectDocument } from "@/lib/inventory/ingest/queries/document";
import { logger } from "@/lib/observability";
import { selectBuildToScan, selectUnreadScans } from "./queries/builds";
import { addScanJob, selectOwedScans, tryOwnScan } from "./queries/jobs";
import { insertScan, selectScan } from "./queries/scans";
import { recordScan } from "./record-scan";
import { failScan, problemOf } from "./run-scan";

/** A scan that is owed for longer is looked after. */
const owedMsMax = 30_000;
const uploadedMax = 100;
const timeoutMs = 60_000;

/** Queues again the scans that are owed and have no job any more, or one that a dead worker holds; fails those that are out of tries. */
export async function sweepOwedScans(pool: Pool): Promise<void> {
  for (const { id, job } of await selectOwedScans(pool, new Date(Date.now() - owedMsMax))) {
    if (job === "none") await addScanJob(pool, id);
    if (job === "exhausted") await giveUp(pool, id);
    if (job === "held") {
      // Whoever works on a scan owns it; a holder that does not is dead.
      await inTransaction(async (client) => {
        if (await tryOwnScan(client, id)) await addScanJob(client, id);
      }, pool);
    }
  }
}

async function giveUp(pool: Pool, id: string): Promise<void> {
  const scan = await selectScan(pool, id);
  const unknown = {
    code: "internal",
    detail: "The scan could not be done after several tries.",
    action: "The log of the worker says why. Ask for the scan again.",
  };
  if (scan !== null) await failScan(pool, scan, scan.problem ?? unknown);
}

/**
 * Reads the scans that came as SBOMs: head builds whose document is an answer of ScanSbom. Beside ingest, which does not know of it. For about
 * `budgetMs`; returns how many were read.
 */
export async function sweepUploadedScans(pool: Pool, { budgetMs }: { budgetMs: number }): Promise<number> {
  const startedMs = performance.now();
  let read = 0;
  for (const { artifactId, seq } of await selectUnreadScans(pool, uploadedMax)) {
    if (performance.now() - startedMs >= budgetMs) break;
    try {
      if (await readUploaded(pool, artifactId, seq)) read += 1;
    } catch (error) {
      // One document must not keep the others from their turn; it is tried again with the next sweep.
      logger().error({ err: error, artifactId, seq }, "an uploaded scan could not be read");
    }
  }
  return read;
}

async function readUploaded(pool: Pool, artifactId: number, seq: number): Promise<boolean> {
  return inTransaction(async (owner) => {
    if (!(await tryOwnScan(owner, `upload of ${artifactId}/${seq}`))) return false;
    const build = await selectBuildToScan(pool, artifactId, seq);
    if (build === null) return false;
    const id = uuidv7();
    const row = { id, artifactId, buildSeq: seq, origin: "uploaded", accountId: null, region: null, requestedBy: "worker", requestedAt: new Date() } as const;
    const scanned = { artifactId, seq, name: build.artifactName, at: row.requestedAt.toISOString() };
    try {
      const document = await selectDocument(pool, build.documentSha256);
      const documents = document === null ? [] : [document];
      const taken = await runDocumentTask("readUploadedScan", { documents, options: { build: scanned } }, { timeoutMs });
      if (taken === null) throw new WhereinError("unsupported", "The document says nothing of a scan.", { reason: "scan_unreadable" });
      await recordScan(systemContext("worker", id), { id, build: scanned, taken, response: null, uploaded: row }, pool);
      return true;
    } catch (error) {
      if (!(error instanceof WhereinError) || error.code === "unavailable" || error.code === "internal") throw error;
      await inTransaction((client) => insertScan(client, row), pool);
      await failScan(pool, row, problemOf(error));
      return false;
    }
  }, pool);
}
