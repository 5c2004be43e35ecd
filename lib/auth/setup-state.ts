import type { Pool } from "pg";
import { pool } from "@/lib/db";
import { hasAdministrator } from "./queries-users";

// Once there is an administrator there always is one, so a yes is remembered for the life of the pool.
const settled = new WeakSet<Pool>();

/** Whether the first administrator is still to be created. Pages ask this before they ask for a sign-in. */
export async function setupState(): Promise<{ needsAdministrator: boolean }> {
  const db = pool();
  if (settled.has(db)) return { needsAdministrator: false };
  const found = await hasAdministrator(db);
  if (found) settled.add(db);
  return { needsAdministrator: !found };
}
