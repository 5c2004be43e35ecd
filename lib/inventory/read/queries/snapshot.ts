import type { PoolClient, QueryResult } from "pg";
import { pool, sendTogether } from "@/lib/db";

/** `kept`: named statements are planned once for any values, for reads that take less time than their planning. */
export type SnapshotOptions = { plans?: "kept" | "fresh" };
export type Snapshot = {
  client: PoolClient;
  /**
   * `xmin:xmax:running` of PostgreSQL: two snapshots with the same text and nothing running see exactly the same. It comes with
   * the answer to the first read, which need not wait for it.
   */
  stamp: Promise<string>;
  /**
   * Sends the end of the snapshot in one write with what was asked in this turn, which is then the last that is read in it. The connection may be asked for
   * what never changes until it is closed.
   */
  end: () => void;
  close: (failure?: unknown) => Promise<void>;
};

// Compiling plans (jit) costs more than it saves on answers of this size, and what is asked often is in memory, where a random
// page costs what any other does. A reader that stops reading loses the snapshot.
const begin = [
  "begin transaction isolation level repeatable read, read only",
  "set local jit = off",
  "set local random_page_cost = 1.1",
  "set local idle_in_transaction_session_timeout = '60s'",
].join("; ");

/** One snapshot of the database, for several reads that must agree while uploads go on. Close it, whatever happens. */
export async function openSnapshot({ plans = "fresh" }: SnapshotOptions = {}): Promise<Snapshot> {
  const client = await pool().connect();
  let isOpen = true;
  // A connection that is lost between two reads says so by an event, which would end the process if nobody listened.
  let lost: Error | undefined;
  const onLost = (error: Error) => {
    lost = error;
  };
  client.on("error", onLost);
  let ended: Promise<void> | null = null;
  const endBy = (statement: "commit" | "rollback"): Promise<void> => {
    ended ??= client.query(statement).then(
      () => {},
      (broken: unknown) => {
        lost ??= broken instanceof Error ? broken : new Error("The snapshot could not be closed.", { cause: broken });
      },
    );
    return ended;
  };
  const end = () => void endBy("commit");
  const close = async (failure?: unknown): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await endBy(failure === undefined ? "commit" : "rollback");
    client.off("error", onLost);
    client.release(lost);
  };
  const plan = plans === "kept" ? "set local plan_cache_mode = force_generic_plan; " : "";
  sendTogether(client);
  const stamp = client.query(`${begin}; ${plan}select pg_current_snapshot()::text as stamp`).then(stampOf);
  // Whoever asks for it gets the failure; a reader that does not ask fails at its own read.
  stamp.catch(() => {});
  return { client, stamp, end, close };
}

// Several statements in one text give a list of results; the last one is the stamp.
function stampOf(results: unknown): string {
  const last = (Array.isArray(results) ? results.at(-1) : results) as QueryResult<{ stamp: string }>;
  return last.rows[0]?.stamp ?? "";
}

/** Runs several reads on one snapshot, so that counts and rows of one answer agree. */
export async function inSnapshot<T>(
  read: (client: PoolClient, stamp: Promise<string>, end: Snapshot["end"]) => Promise<T>,
  options?: SnapshotOptions,
): Promise<T> {
  const { client, stamp, end, close } = await openSnapshot(options);
  try {
    const result = await read(client, stamp, end);
    await stamp;
    // Nothing was written: the answer need not wait for the end of its transaction. Closing never throws.
    void close();
    return result;
  } catch (error) {
    await close(error);
    throw error;
  }
}
