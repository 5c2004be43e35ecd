import type { ClientBase } from "pg";

/**
 * One writer of what AWS says at a time, until this transaction ends: findings, coverage, mappings and observations follow from each other,
 * so that none of their writers sees half of another's. Take it before the lock of the advisories, never after it.
 */
export async function lockAws(on: ClientBase): Promise<void> {
  await on.query({ name: "aws-lock", text: "select pg_advisory_xact_lock(hashtextextended('wherein.aws', 0))" });
}
