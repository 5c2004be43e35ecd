import type { Pool } from "pg";
import { inTransaction } from "@/lib/db/transaction";
import { lockOwed, packFindings, selectOwed } from "./queries/owed";

/** Artifacts of one transaction: bounds how long a build of one of them waits. */
const batch = 20;

/** Packs the findings of artifacts that are owed, for about `budgetMs`; what somebody else works on is left to them. Returns how many. */
export async function sweepUpgradePlans(pool: Pool, { budgetMs }: { budgetMs: number }): Promise<{ packed: number }> {
  const startedMs = performance.now();
  let packed = 0;
  while (performance.now() - startedMs < budgetMs) {
    const done = await settleBatch(pool, await selectOwed(pool, batch));
    if (done === 0) break;
    packed += done;
  }
  return { packed };
}

/** The same for few, before they are read. */
export async function settleFew(pool: Pool, fewMax: number): Promise<void> {
  const owed = await selectOwed(pool, fewMax + 1);
  if (owed.length > fewMax) return;
  for (let at = 0; at < owed.length; at += batch) await settleBatch(pool, owed.slice(at, at + batch));
}

async function settleBatch(pool: Pool, artifactIds: readonly number[]): Promise<number> {
  if (artifactIds.length === 0) return 0;
  return inTransaction(async (client) => {
    const mine = await lockOwed(client, artifactIds);
    if (mine.length > 0) await packFindings(client, mine);
    return mine.length;
  }, pool);
}
