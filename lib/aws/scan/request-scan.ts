import type { PoolClient } from "pg";
import type { z } from "zod";
import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction, uuidv7 } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { wholeBytesMax } from "@/lib/inventory/limits";
import { buildNotFound } from "@/lib/inventory/read";
import { toScan } from "./present";
import { selectAskingAccount } from "./queries/accounts";
import { selectBuildOfService } from "./queries/builds";
import { addScanJob, lockScansOfBuild } from "./queries/jobs";
import { insertScan, type ScanRow, selectLastScan, selectScan } from "./queries/scans";
import { requestScanSchema, type Scan } from "./schemas";

/**
 * Asks Amazon Inspector to scan the SBOM of a build: queued here, done by the worker. A build that is being scanned already is not scanned twice.
 * Needs `sbom:write`. Throws `not_found`; `conflict` with `aws_not_connected`; `too_large` for what is not read as a whole.
 */
export async function requestScan({ ctx, input }: Verb<z.input<typeof requestScanSchema>>): Promise<Scan> {
  requireScope(ctx, "sbom:write");
  const { slug, artifactId, seq, account: accountId = null, region } = requestScanSchema.parse(input);
  return inTransaction(async (client) => {
    const build = await selectBuildOfService(client, slug, artifactId, seq);
    if (build === null) throw buildNotFound(slug);
    if (build.sizeBytes > wholeBytesMax) {
      const detail = `The SBOM of this build has more than ${wholeBytesMax / 1_048_576} MiB, and is not split into requests.`;
      throw new WhereinError("too_large", detail, { reason: "document_task_memory" });
    }
    const underway = await unfinishedScan(client, artifactId, seq);
    if (underway !== null) return toScan(underway);
    const place = await placeOf(client, accountId, region);
    const id = uuidv7();
    await insertScan(client, { id, artifactId, buildSeq: seq, origin: "asked", ...place, requestedBy: ctx.actor.name, requestedAt: new Date() });
    await addScanJob(client, id);
    await recordAudit(client, ctx, { action: "inspector_scan.requested", subjectKind: "build", subjectId: `${artifactId}/${seq}`, detail: { id, ...place } });
    const scan = await selectScan(client, id);
    if (scan === null) throw new Error("a scan is there once it was added");
    return toScan(scan);
  });
}

async function unfinishedScan(client: PoolClient, artifactId: number, seq: number): Promise<ScanRow | null> {
  await lockScansOfBuild(client, artifactId, seq);
  const last = await selectLastScan(client, artifactId, seq);
  return last?.status === "queued" || last?.status === "running" ? last : null;
}

async function placeOf(client: PoolClient, asked: string | null, region: string | undefined): Promise<{ accountId: string; region: string }> {
  const account = await selectAskingAccount(client, asked);
  const [first] = account?.regions ?? [];
  if (account?.enabled !== true || first === undefined) {
    const detail =
      asked === null
        ? "No AWS account is connected and switched on. An administrator connects one under Settings, AWS."
        : `The AWS account ${asked} is not connected or is switched off.`;
    throw new WhereinError("conflict", detail, { reason: "aws_not_connected" });
  }
  return { accountId: account.accountId, region: region ?? first };
}
