import type { Pool } from "pg";
import { packHistory } from "./packed";
import { onSnapshot } from "./queries/snapshot";
import { selectOwed, selectRevisionsOf, storeHistories } from "./queries/stored";
import { readHistories } from "./read-histories";

const artifactsARead = 100;

/** Stores the histories of artifacts whose findings changed, until none is owed or the time is over. Returns how many it stored. */
export async function repackHistories(pool: Pool, { budgetMs }: { budgetMs: number }): Promise<{ repacked: number }> {
  const endMs = performance.now() + budgetMs;
  let repacked = 0;
  while (performance.now() < endMs) {
    const owed = await selectOwed(pool, artifactsARead);
    if (owed.length === 0) break;
    // Revision and findings of one moment: what changes after it leaves the artifact owed.
    const packed = await onSnapshot(pool, async (client) => {
      const revs = await selectRevisionsOf(client, owed);
      const histories = await readHistories(client, owed);
      return [...histories].map(([artifactId, history]) => ({ artifactId, rev: revs.get(artifactId) ?? 0, history: packHistory(history) }));
    });
    const stored = await storeHistories(pool, packed);
    // All of them are somebody else's now: the next sweep has them.
    if (stored === 0) break;
    repacked += stored;
  }
  return { repacked };
}
