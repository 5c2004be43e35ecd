import type { ClientBase } from "pg";

const key = "hashtextextended('wherein.matching', 0)";

/** Alone until the transaction ends. */
export async function lockExclusive(on: ClientBase): Promise<void> {
  await on.query({ name: "matching-lock-exclusive", text: `select pg_advisory_xact_lock(${key})` });
}

/** Beside others that share it, until the transaction ends. */
export async function lockShared(on: ClientBase): Promise<void> {
  await on.query({ name: "matching-lock-shared", text: `select pg_advisory_xact_lock_shared(${key})` });
}
