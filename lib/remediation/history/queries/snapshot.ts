import type { Pool, PoolClient } from "pg";
import { inTransaction } from "@/lib/db/transaction";

/** Runs reads on one state of the database, on any pool. */
export async function onSnapshot<T>(pool: Pool, read: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(async (client) => {
    await client.query("set transaction isolation level repeatable read, read only");
    return read(client);
  }, pool);
}
