import type { ClientBase, Pool } from "pg";

// Any constant will do, as long as every setup transaction takes the same one.
const setupLock = 6_021_023;

/** One setup transaction at a time, across processes, until this one ends. */
export async function lockSetup(client: ClientBase): Promise<void> {
  await client.query({ text: "select pg_advisory_xact_lock($1)", values: [setupLock] });
}

export async function deleteUnusedSetupLinks(client: ClientBase): Promise<void> {
  await client.query("delete from setup_link where used_at is null");
}

export async function insertSetupLink(client: ClientBase, secretHash: Buffer, createdAt: Date, expiresAt: Date): Promise<void> {
  await client.query({ text: "insert into setup_link (secret_hash, created_at, expires_at) values ($1, $2, $3)", values: [secretHash, createdAt, expiresAt] });
}

export type SetupLinkRow = { expiresAt: Date; usedAt: Date | null };

export async function selectSetupLink(db: Pool | ClientBase, secretHash: Buffer): Promise<SetupLinkRow | null> {
  const result = await db.query<SetupLinkRow>({
    text: `select expires_at as "expiresAt", used_at as "usedAt" from setup_link where secret_hash = $1`,
    values: [secretHash],
  });
  return result.rows[0] ?? null;
}

export async function markSetupLinkUsed(client: ClientBase, secretHash: Buffer, at: Date): Promise<void> {
  await client.query({ text: "update setup_link set used_at = $2 where secret_hash = $1", values: [secretHash, at] });
}

/** Stores the value unless the key has one, and returns the one that is stored. */
export async function settle(db: Pool, key: string, value: string): Promise<string> {
  await db.query({ text: "insert into setting (key, value) values ($1, to_jsonb($2::text)) on conflict (key) do nothing", values: [key, value] });
  const stored = await db.query<{ value: string }>({ text: "select value #>> '{}' as value from setting where key = $1", values: [key] });
  return stored.rows[0]?.value ?? value;
}
