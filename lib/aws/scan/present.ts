import type { ScanRow } from "./queries/scans";
import type { Scan } from "./schemas";

/** A scan as the API gives it. */
export function toScan({ artifactId: _artifact, buildSeq: _seq, accountId, requestedAt, finishedAt, ...row }: ScanRow): Scan {
  return { ...row, account: accountId, requestedAt: requestedAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
}
