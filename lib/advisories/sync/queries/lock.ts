import type { ClientBase } from "pg";

/** One writer of advisories and vulnerabilities at a time, until the transaction ends: the lock of `applyAdvisories`. */
export async function lockAdvisories(on: ClientBase): Promise<void> {
  await on.query("select pg_advisory_xact_lock(hashtext('wherein'), hashtext('advisories'))");
}
