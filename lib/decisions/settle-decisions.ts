import type { ClientBase } from "pg";
import { refreshOpenFindings } from "@/lib/findings/queue";
import { lockMatching } from "@/lib/matching";

/**
 * Makes the queue say what these decisions say from now on, at the end of the transaction that wrote them, their effect or their end. Findings that others
 * open meanwhile see them, or are seen here: hence the lock, after the writes and before the reads.
 */
export async function settleDecisions(client: ClientBase, decisionIds: readonly string[], at: Date): Promise<void> {
  if (decisionIds.length === 0) return;
  await lockMatching(client, "exclusive");
  await refreshOpenFindings(client, { decisionIds }, at);
}
