import type { Pool } from "pg";
import { createPool } from "@/lib/db";
import { sweepQueue } from "@/lib/findings/queue";
import { repackHistories } from "@/lib/remediation/history";
import { sweepUpgradePlans } from "@/lib/remediation/plan/settle-owed";

const budgetMs = 3_600_000;

/** What the worker makes of artifacts and their findings, by name: all that is owed of it. */
export const whatFollows: [string, (pool: Pool) => Promise<unknown>][] = [
  ["the queue", (pool) => sweepQueue(pool, { budgetMs })],
  ["histories", (pool) => repackHistories(pool, { budgetMs })],
  ["plans of upgrades", (pool) => sweepUpgradePlans(pool, { budgetMs })],
];

/** Makes what a fleet that was just loaded owes. The worker would make it in its own time, and while it writes nothing is kept between questions. */
export async function settleFleet(databaseUrl: string): Promise<void> {
  const pool = createPool(databaseUrl, 2);
  try {
    for (const [, work] of whatFollows) await work(pool);
  } finally {
    await pool.end();
  }
}
