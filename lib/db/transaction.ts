import type { Pool, PoolClient } from "pg";
import { pool } from "./pool";

/**
 * Runs `work` in one transaction on one connection: committed when it resolves, rolled back when it throws.
 * The error of `work` is passed on; a connection that cannot even roll back is thrown away.
 */
export async function inTransaction<T>(work: (client: PoolClient) => Promise<T>, on: Pool = pool()): Promise<T> {
  const client = await on.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
