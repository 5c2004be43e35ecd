import type { Pool } from "pg";
import { inTransaction } from "@/lib/db/transaction";
import { selectEdition, setEdition } from "./queries/edition";
import { selectOutdated, selectPast } from "./queries/owed";
import { takeInChanges } from "./queries/totals";
import { refreshOpenFindings } from "./refresh-open-findings";

/** Artifacts that are looked for at once, and those of them whose heads one transaction holds. */
const batch = { found: 500, held: 20 };

export type SweptQueue = { artifacts: number; isDone: boolean };

/**
 * Makes the queue of artifacts again that were never in it, whose ranks and due times are of an older policy or older scores, or of which a decision expired;
 * and takes changes into the totals; for about `budgetMs`, a few artifacts at a time, because their builds wait meanwhile. Any number of processes may do so.
 */
export async function sweepQueue(pool: Pool, { budgetMs, now = () => new Date() }: { budgetMs: number; now?: () => Date }): Promise<SweptQueue> {
  const startedMs = performance.now();
  let artifacts = 0;
  for (;;) {
    await takeInChanges(pool);
    const edition = await selectEdition(pool);
    const past = await selectPast(pool, now(), batch.found);
    const owed = past.length > 0 ? past : await selectOutdated(pool, edition, batch.found);
    if (owed.length === 0) return { artifacts, isDone: true };
    for (let from = 0; from < owed.length; from += batch.held) {
      if (from > 0 && performance.now() - startedMs > budgetMs) return { artifacts, isDone: false };
      const artifactIds = owed.slice(from, from + batch.held);
      await inTransaction(async (client) => {
        await refreshOpenFindings(client, { artifactIds }, now());
        await setEdition(client, artifactIds, edition);
      }, pool);
      artifacts += artifactIds.length;
    }
    if (performance.now() - startedMs > budgetMs) return { artifacts, isDone: false };
  }
}
