import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit";
import { systemContext } from "@/lib/auth/system-context";
import { refreshDeployed } from "@/lib/findings/queue";
import type { Workload } from "../model";
import { lockAws } from "../queries/lock";
import { storeReports } from "./apply-workloads";
import { deriveDeployments } from "./derive-deployments";
import { clearMissing, markMissing } from "./queries/snapshot";

/**
 * All that runs of a kind in an account and region; `at` is when it began to be listed. `unread`: ARNs of tasks, functions or their versions that are
 * listed and could not be read, wholly or in part. What else is known of those is left alone.
 */
export type Snapshot = { kind: Workload["kind"]; account: string; region: string; workloads: readonly Workload[]; unread?: readonly string[]; at: Date };

/**
 * Takes in a complete listing: what it does not have any more has stopped, by the time of the listing. That is a conclusion, and nobody said it:
 * a later listing that has it again takes it back, and a report of its end tells the moment. Takes the lock of what AWS says, and writes the audit row.
 */
export async function applySnapshot(client: PoolClient, { workloads, unread = [], at, ...scope }: Snapshot): Promise<{ changed: number; missing: number }> {
  await lockAws(client);
  const { changed, digests } = await storeReports(client, workloads, at);
  const keys = workloads.map(({ key }) => key);
  const back = await clearMissing(client, keys, at);
  const missing = await markMissing(client, scope, { keys, unread, at });
  if (changed + back.length + missing.length === 0) return { changed, missing: 0 };
  const { observed, artifactIds } = await deriveDeployments(client, [...new Set([...digests, ...back, ...missing])], at);
  await refreshDeployed(client, artifactIds, at);
  const detail = { ...scope, workloads: changed, missing: missing.length, ...observed };
  const subjectId = `${scope.kind} ${scope.account} ${scope.region}`;
  await recordAudit(client, systemContext("aws"), { action: "workloads.listed", subjectKind: "workload", subjectId, detail }, at);
  return { changed: changed + back.length, missing: missing.length };
}
