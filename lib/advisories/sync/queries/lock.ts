import type { ClientBase } from "pg";

/** One writer of advisories and vulnerabilities at a time, until the transaction ends. */
export async function lockAdvisories(on: ClientBase): Promise<void> {
  await on.query("select pg_advisory_xact_lock(hashtextextended('advisories', 0))");
}
