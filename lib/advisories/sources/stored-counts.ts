import { pool } from "@/lib/db";
import { type FeedRow, selectStoredCounts } from "./queries/feeds";

/** While syncs run, records are counted at most this often: it reads every advisory. */
const countedMsMin = 60_000;

type Counted = { stamp: string; atMs: number; counts: Promise<ReadonlyMap<number, number>> };
let last: Counted | null = null;

/** Records stored for each feed, counted again when a sync has ended since. */
export async function storedCounts(feeds: readonly FeedRow[]): Promise<ReadonlyMap<number, number>> {
  const stamp = feeds.map(({ id, status, succeededAt, failedAt }) => `${id}:${status === "running"}:${succeededAt?.getTime()}:${failedAt?.getTime()}`).join();
  const isOld = last === null || (last.stamp !== stamp && (Date.now() - last.atMs >= countedMsMin || !feeds.some(({ status }) => status === "running")));
  if (isOld) {
    const counts = selectStoredCounts(pool()).then((rows) => new Map(rows.map(({ feedId, stored }) => [feedId, stored])));
    const mine = { stamp, atMs: Date.now(), counts };
    last = mine;
    counts.catch(() => {
      if (last === mine) last = null;
    });
  }
  return last?.counts ?? new Map();
}
