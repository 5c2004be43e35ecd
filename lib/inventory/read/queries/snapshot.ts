import type { PoolClient } from "pg";
import { pool } from "@/lib/db";

/**
 * Runs several reads on one snapshot, so that counts and rows of one answer agree while uploads go on. Compiling the
 * plans (jit) costs more than it saves on answers of this size, and is off here.
 */
export async function inSnapshot<T>(read: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    await client.query("begin transaction isolation level repeatable read, read only; set local jit = off");
    const result = await read(client);
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
