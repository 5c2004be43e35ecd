import type { Pool, PoolClient } from "pg";
import { pool } from "./pool";
import { sendTogether } from "./send-together";

/**
 * Runs `work` in one transaction on one connection: committed when it resolves, rolled back when it throws.
 * The error of `work` is passed on; a connection that cannot even roll back is thrown away.
 */
export async function inTransaction<T>(work: (client: PoolClient) => Promise<T>, on: Pool = pool()): Promise<T> {
  return onOneConnection(on, async (client) => {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  });
}

/** PostgreSQL: in_failed_sql_transaction. */
const transactionAborted = "25P02";

/** Hands a write to the transaction without waiting for its answer. */
export type SendWrite = (write: Promise<unknown>) => void;

/**
 * The same, for a pool with `pipeline: true`: writes given to `send` travel together with the commit in one round trip.
 * When one of them fails PostgreSQL turns the commit into a rollback and the failure is thrown.
 */
export async function inPipelinedTransaction<T>(work: (client: PoolClient, send: SendWrite) => Promise<T>, on: Pool): Promise<T> {
  return onOneConnection(on, async (client) => {
    const sent: Promise<unknown>[] = [];
    const send: SendWrite = (write) => sent.push(settle(write));
    try {
      sendTogether(client);
      send(client.query("begin"));
      const result = await work(client, send);
      send(client.query("commit"));
      const failure = (await Promise.all(sent)).find((outcome) => outcome !== null);
      if (failure) throw failure;
      return result;
    } catch (error) {
      // What `work` itself waited for may only have met a transaction that an earlier write had ended.
      const isAftermath = (error as { code?: unknown }).code === transactionAborted;
      throw (isAftermath && (await Promise.all(sent)).find((outcome) => outcome !== null)) || error;
    } finally {
      await Promise.all(sent);
    }
  });
}

async function onOneConnection<T>(on: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await on.connect();
  let broken: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The error of a promise, or null: so that the first failure is reported and no later one goes unhandled. */
async function settle(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
    return null;
  } catch (error) {
    return error;
  }
}
