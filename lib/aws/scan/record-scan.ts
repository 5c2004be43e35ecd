import type { Pool, PoolClient } from "pg";
import { recordAudit } from "@/lib/audit";
import { applyCoverage, applyFindings, type PreparedFindings, prepareFindings, recomputeObservations, upsertResources } from "@/lib/aws/findings";
import { lockAws } from "@/lib/aws/queries/lock";
import { upsertMappings } from "@/lib/aws/resources/queries/mappings";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import type { InspectorFinding, ResourceCoverage } from "../model";
import type { TakenScan } from "./document-tasks";
import { resourceOfScan, type ScannedBuild, type ScannedIdentity } from "./findings-of-scan";
import { closeScanFindings, isNewerScanned, type ScannedResource, selectFirstObserved, selectScannedResources } from "./queries/findings";
import { insertScan, markScanDone, type NewScan } from "./queries/scans";

/** `uploaded`: the row of a scan that nobody asked for, which is added with what it says. */
export type ScanToRecord = { id: string; build: ScannedBuild; taken: TakenScan; response: Buffer | null; uploaded?: NewScan };

/** Findings whose packages are looked up at once. */
const batch = 500;

/**
 * Makes a finished scan findings of its build, in one transaction: what it lists is open, what an earlier scan of the build or of an older one listed
 * and this one does not is closed, but for packages that it did not judge. Of a build older than one that was scanned already only the counts are kept.
 */
export async function recordScan(ctx: Context, { id, build, taken, response, uploaded }: ScanToRecord, pool: Pool): Promise<void> {
  const findings = await asFirstObserved(pool, taken.findings);
  const prepared: PreparedFindings[] = [];
  for (let from = 0; from < findings.length; from += batch) prepared.push(await prepareFindings(pool, findings.slice(from, from + batch)));
  const at = new Date(build.at);
  await inTransaction(async (client) => {
    await lockAws(client);
    const { artifactId, seq } = build;
    const isOld = await isNewerScanned(client, artifactId, seq);
    const closed = isOld ? 0 : await writeFindings(client, build, { findings, prepared, unjudged: taken.unjudged, at });
    if (uploaded !== undefined) await insertScan(client, uploaded);
    await markScanDone(client, { id, at, summary: taken.summary, response });
    const detail = { id, findings: findings.length, closed, superseded: isOld };
    await recordAudit(client, ctx, { action: "inspector_scan.finished", subjectKind: "build", subjectId: `${artifactId}/${seq}`, detail });
  }, pool);
}

type Written = { findings: readonly InspectorFinding[]; prepared: readonly PreparedFindings[]; unjudged: readonly ScannedIdentity[]; at: Date };

async function writeFindings(client: PoolClient, build: ScannedBuild, { findings, prepared, unjudged, at }: Written): Promise<number> {
  const { artifactId, seq } = build;
  const [resourceId = 0] = await upsertResources(client, [resourceOfScan(build)], at);
  await upsertMappings(client, [{ artifactId, resourceId, buildSeq: seq, by: "scan" }], at);
  for (const some of prepared) await applyFindings(client, { findings: some, source: "scan", at });
  const resources = await selectScannedResources(client, artifactId);
  const touched = await closeScanFindings(client, { resourceIds: resources.map((each) => each.id), arns: findings.map(({ arn }) => arn), unjudged, at });
  await recomputeObservations(client, { resourceIds: touched, at });
  await applyCoverage(client, { coverage: resources.map((resource) => coverageOf(resource, artifactId, at)), at });
  return touched.length;
}

/** A build that was scanned again, or after which a newer one was, is still looked at: what is not listed any more is gone. */
function coverageOf({ buildSeq, name }: ScannedResource, artifactId: number, at: Date): ResourceCoverage {
  const resource = resourceOfScan({ artifactId, seq: buildSeq, name });
  return { resource, status: "ACTIVE", reason: "SUCCESSFUL", scannedAt: at.toISOString(), at: at.toISOString() };
}

/** What was found before keeps the time at which it was. */
async function asFirstObserved(pool: Pool, findings: readonly InspectorFinding[]): Promise<InspectorFinding[]> {
  const known = await selectFirstObserved(
    pool,
    findings.map(({ arn }) => arn),
  );
  return findings.map((finding) => ({ ...finding, firstObservedAt: known.get(finding.arn)?.toISOString() ?? finding.firstObservedAt }));
}
