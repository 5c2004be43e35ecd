import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import type { Pool } from "pg";
import { recordAudit } from "@/lib/audit";
import { systemContext } from "@/lib/auth/system-context";
import { awsProblemAction, credentialsOf } from "@/lib/aws/clients";
import { inTransaction } from "@/lib/db/transaction";
import { WhereinError } from "@/lib/errors";
import { runDocumentTask } from "@/lib/inventory/documents/run-document-task";
import { brotliOptions } from "@/lib/inventory/ingest/document-parts";
import { selectDocument } from "@/lib/inventory/ingest/queries/document";
import type { ScannedBuild } from "./findings-of-scan";
import { selectAskingAccount } from "./queries/accounts";
import { type BuildToScan, selectBuildToScan } from "./queries/builds";
import { tryOwnScan } from "./queries/jobs";
import {
  insertScanPart,
  markScanFailed,
  markScanProblem,
  markScanRunning,
  type ScanRow,
  selectAnsweredParts,
  selectScan,
  selectScanParts,
} from "./queries/scans";
import { recordScan } from "./record-scan";
import { type ScanPatience, type ScanPlace, scanPatience, scanSbom } from "./scan-sbom";
import type { ScanProblem } from "./schemas";
import type { SentSbom } from "./split-bom";

export type ScanRun = { pool: Pool; signal: AbortSignal; patience?: ScanPatience };

const compress = promisify(brotliCompress);
const taskMs = { split: 60_000, merge: 120_000 };

/** What another try may put right; anything else that AWS says fails the scan. */
const passing: ReadonlySet<string | null> = new Set(["aws_throttled", "aws_unreachable", "aws_failing", "document_thread_busy", "stopped"]);

/**
 * Has a build scanned: what was answered before is not asked again, so that it goes on where a crash cut it off. One runner owns it, and a finished one
 * is left alone. What passes is thrown, to be tried again; what does not fails the scan, with why and what to do.
 */
export async function runScan(run: ScanRun, scanId: string): Promise<void> {
  const { pool } = run;
  await inTransaction(async (owner) => {
    if (!(await tryOwnScan(owner, scanId))) return;
    const scan = await selectScan(pool, scanId);
    if (scan === null || scan.status === "done" || scan.status === "failed") return;
    try {
      await scanBuild(run, scan);
    } catch (error) {
      if (!(error instanceof WhereinError) || error.code === "internal") throw error;
      const problem = problemOf(error);
      if (!passing.has(error.reason)) return await failScan(pool, scan, problem);
      await markScanProblem(pool, scanId, problem);
      throw error;
    }
  }, pool);
}

/** Fails a scan for good, with the reason and its audit row. */
export async function failScan(pool: Pool, { id, artifactId, buildSeq }: Pick<ScanRow, "id" | "artifactId" | "buildSeq">, problem: ScanProblem): Promise<void> {
  await inTransaction(async (client) => {
    if (!(await markScanFailed(client, id, problem, new Date()))) return;
    const subject = { subjectKind: "build", subjectId: `${artifactId}/${buildSeq}` };
    await recordAudit(client, systemContext("worker", id), { action: "inspector_scan.failed", ...subject, detail: { id, ...problem } });
  }, pool);
}

async function scanBuild(run: ScanRun, scan: ScanRow): Promise<void> {
  const { pool } = run;
  const build = await selectBuildToScan(pool, scan.artifactId, scan.buildSeq);
  if (build === null) throw new WhereinError("not_found", "The build is not there any more.", { reason: "build_not_found" });
  const sent = await splitDocument(pool, build);
  await markScanRunning(pool, scan.id, sent.length);
  await askForParts(run, scan, sent);
  const documents = (await selectScanParts(pool, scan.id)).map((bytes) => ({ head: Buffer.alloc(0), encoding: "br", bytes }));
  const scanned: ScannedBuild = { artifactId: build.artifactId, seq: build.seq, name: build.artifactName, at: new Date().toISOString() };
  const { response, ...taken } = await runDocumentTask("mergeScan", { documents, options: { sent, build: scanned } }, { timeoutMs: taskMs.merge });
  await recordScan(systemContext("worker", scan.id), { id: scan.id, build: scanned, taken, response: await packed(response) }, pool);
}

async function splitDocument(pool: Pool, build: BuildToScan): Promise<SentSbom[]> {
  const document = await selectDocument(pool, build.documentSha256);
  if (document === null) throw new Error(`the document ${build.documentSha256.toString("hex")} of a build is not stored`);
  const sent = await runDocumentTask("splitForScan", { documents: [document], options: null }, { timeoutMs: taskMs.split });
  if (sent.length > 0) return sent;
  throw new WhereinError("conflict", "The SBOM of this build lists no component that could be scanned.", { reason: "nothing_to_scan" });
}

async function askForParts({ pool, signal, patience = scanPatience }: ScanRun, scan: ScanRow, sent: readonly SentSbom[]): Promise<void> {
  const place = await placeOf(pool, scan);
  const answered = await selectAnsweredParts(pool, scan.id);
  for (const [n, sbom] of sent.entries()) {
    if (answered.has(n)) continue;
    const answer = await packed(JSON.stringify(await scanSbom(place, sbom, signal, patience)));
    await inTransaction((client) => insertScanPart(client, scan.id, n, answer), pool);
  }
}

async function placeOf(pool: Pool, { accountId, region }: ScanRow): Promise<ScanPlace> {
  const account = accountId === null ? null : await selectAskingAccount(pool, accountId);
  if (account?.enabled !== true || region === null) {
    throw new WhereinError("conflict", `The AWS account ${accountId ?? ""} is not connected any more, or is switched off.`, { reason: "aws_not_connected" });
  }
  return { access: account, region, credentials: credentialsOf(account, region) };
}

async function packed(text: string): Promise<Buffer> {
  const bytes = Buffer.from(text);
  return compress(bytes, brotliOptions(bytes.length));
}

const actions: Readonly<Record<string, string>> = {
  aws_denied: "Allow inspector-scan:ScanSbom in the policy of the role (docs/aws.md), then ask for the scan again.",
  aws_refused: "AWS does not take this SBOM: see what it says of it, and that Inspector's scanning of SBOMs exists in this region. Then ask again.",
  aws_not_connected: "Connect the account under Settings, AWS, or switch it on, then ask for the scan again.",
  nothing_to_scan: "Upload an SBOM that lists components.",
  document_task_memory: "The SBOM or the answers are too large to be worked on as a whole.",
  document_task_timeout: "The SBOM or the answers are too large to be worked on as a whole.",
};

/** A failure with what to do about it. */
export function problemOf({ reason, code, message }: WhereinError): ScanProblem {
  const named = reason ?? code;
  return { code: named, detail: message, action: actions[named] ?? (named.startsWith("aws_") ? awsProblemAction(named) : "Ask for the scan again.") };
}
