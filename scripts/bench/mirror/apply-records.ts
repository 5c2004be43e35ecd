import type { Pool } from "pg";
import { analyseAdvisories, applyAdvisories, type IncomingRecord } from "@/lib/advisories/apply";
import { inTransaction } from "@/lib/db/transaction";

const batchRecords = 2_000;

/** Takes records in as the mirror does, batch by batch, for a feed that is made for it. `pool`: one without `pipeline`. */
export async function applyRecords(pool: Pool, records: Iterable<IncomingRecord>): Promise<void> {
  let batch: IncomingRecord[] = [];
  for (const record of records) {
    batch.push(record);
    if (batch.length < batchRecords) continue;
    await applyBatch(pool, batch);
    batch = [];
  }
  if (batch.length > 0) await applyBatch(pool, batch);
  await analyseAdvisories(pool);
}

/** One batch, in one transaction. */
export async function applyBatch(pool: Pool, records: IncomingRecord[]): Promise<void> {
  const feedId = await benchFeed(pool);
  await inTransaction((client) => applyAdvisories(client, { feedId, records, removedKeys: [], at: new Date() }), pool);
}

/** A feed that no worker syncs. */
async function benchFeed(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `insert into advisory_feed (kind, name, enabled, succeeded_at) values ('osv', 'bench', false, now())
     on conflict (kind, name) do update set enabled = false returning id`,
  );
  return rows[0]?.id ?? 0;
}
