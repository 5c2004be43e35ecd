import type { Pool } from "pg";
import { lockAdvisories } from "@/lib/advisories/apply/queries/advisories";
import { inTransaction } from "@/lib/db/transaction";
import { settleSome } from "./queries/settle";

/** Artifacts of one transaction: advisories wait for it. */
const batch = 200;

export type SweptAlone = { artifacts: number; changed: number };

/**
 * Makes what is kept of what only Inspector reports, for artifacts of which it is of before, for about `budgetMs`. The lock of the advisories makes one sweep at
 * a time, and no advisory goes to another vulnerability between what a sweep reads and what it writes: its writer sees the observations that it read.
 */
export async function sweepAlone(pool: Pool, { budgetMs }: { budgetMs: number }): Promise<SweptAlone> {
  const startedMs = performance.now();
  const swept: SweptAlone = { artifacts: 0, changed: 0 };
  for (;;) {
    const { artifacts, changed } = await inTransaction(async (client) => {
      await lockAdvisories(client);
      return settleSome(client, batch);
    }, pool);
    swept.artifacts += artifacts;
    swept.changed += changed;
    if (artifacts < batch || performance.now() - startedMs > budgetMs) return swept;
  }
}
