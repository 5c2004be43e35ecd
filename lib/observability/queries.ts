import type { Pool } from "pg";

/** Names of the migrations that are applied in full, or null when none has ever been. */
export async function selectAppliedMigrations(db: Pool): Promise<Set<string> | null> {
  const table = await db.query<{ found: boolean }>("select to_regclass('_prisma_migrations') is not null as found");
  if (table.rows[0]?.found !== true) return null;
  const result = await db.query<{ name: string }>(
    "select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null",
  );
  return new Set(result.rows.map(({ name }) => name));
}

/** An enabled feed of advisories: seconds since its last success (null: none yet), and whether its last sync failed. */
export type FeedHealth = { kind: string; name: string; successAge: number | null; isFailing: boolean };

export async function selectFeedHealth(db: Pool): Promise<FeedHealth[]> {
  const { rows } = await db.query<FeedHealth>(
    `select kind, name, extract(epoch from now() - succeeded_at)::float8 as "successAge", problem is not null as "isFailing"
     from advisory_feed where enabled order by kind, name`,
  );
  return rows;
}
