import { recordAudit } from "@/lib/audit";
import type { AwsResource, ResourceCoverage } from "@/lib/aws/model";
import { inTransaction } from "@/lib/db/transaction";
import type { SyncRun } from "../syncer";

/** Takes coverage in, with one audit row where it changed anything. */
export async function storeCoverage(run: SyncRun, coverage: readonly ResourceCoverage[]): Promise<void> {
  if (coverage.length === 0) return;
  const { stores, pool, ctx, feed } = run;
  const changed = await inTransaction(async (client) => {
    const at = new Date();
    const applied = await stores.applyCoverage(client, { coverage, at });
    const detail = { resources: coverage.length, changed: applied.changed };
    if (applied.changed > 0)
      await recordAudit(client, ctx, { action: "inspector.coverage_received", subjectKind: "aws_feed", subjectId: String(feed.id), detail }, at);
    return applied.changed;
  }, pool);
  run.count("resources", coverage.length);
  run.count("resourcesChanged", changed);
}

/** Said of what a listing of coverage does not have: AWS keeps no word for it. */
export const notListed = "NOT_LISTED";

/** That Inspector does not list a resource says that it does not scan it. */
export function unlistedCoverage(resource: AwsResource, at: Date): ResourceCoverage {
  return { resource, status: "INACTIVE", reason: notListed, scannedAt: null, at: at.toISOString() };
}
