import { setTimeout as delay } from "node:timers/promises";
import type { Pool } from "pg";
import type { AwsPatience } from "@/lib/aws/clients";
import { inTransaction } from "@/lib/db/transaction";
import type { FeedKind } from "./kinds";
import { queueDueAwsFeeds, requeueRunningAwsFeeds, takeQueuedAwsFeed } from "./queries/feeds";
import { addAwsSyncTask, tryOwnAwsSync } from "./queries/jobs";
import { runFeed } from "./run-feed";
import type { AwsStores, Syncer } from "./syncer";

/** `pool`: one without `pipeline`. Kinds without a syncer are left alone. */
export type AwsSyncParts = { pool: Pool; stores: AwsStores; syncers: Partial<Record<FeedKind, Syncer>>; patience?: AwsPatience };

/** Feeds that are synced beside each other: most of their time is AWS's. */
const lanes = 3;
const idleMs = 500;

/** The worker's tasks for what AWS says: one for each process. */
export class AwsSync {
  readonly #stopping = new AbortController();
  readonly #parts: AwsSyncParts;
  readonly #kinds: readonly FeedKind[];

  constructor(parts: AwsSyncParts) {
    this.#parts = parts;
    this.#kinds = Object.keys(parts.syncers) as FeedKind[];
  }

  /** Queues the feeds that are due, and has them synced. */
  async sweep(): Promise<void> {
    const { pool } = this.#parts;
    if (await queueDueAwsFeeds(pool, new Date(), this.#kinds)) await addAwsSyncTask(pool);
  }

  /**
   * Syncs what is queued, some feeds beside each other and each by one at a time, until nothing is. One worker does so: it owns the syncing as long
   * as its transaction lives, so that a dead one's work is taken over at once, and begun again.
   */
  async drain(): Promise<void> {
    const { pool } = this.#parts;
    await inTransaction(async (owner) => {
      if (!(await tryOwnAwsSync(owner))) return;
      await requeueRunningAwsFeeds(pool);
      const busy = { lanes: 0 };
      // All of them, also when one fails: whoever owns the syncing next would take over what the others still do.
      const ended = await Promise.allSettled(Array.from({ length: lanes }, () => this.#work(busy)));
      for (const lane of ended) if (lane.status === "rejected") throw lane.reason;
    }, pool);
  }

  /** Ends what is being done, at the next step; it stays owed. */
  stop(): void {
    this.#stopping.abort();
  }

  /** A lane without work waits as long as another works: what is queued meanwhile does not wait for the longest. */
  async #work(busy: { lanes: number }): Promise<void> {
    const { pool, syncers, stores, patience } = this.#parts;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const taken = await takeQueuedAwsFeed(pool, new Date(), this.#kinds);
      const syncer = taken && syncers[taken.feed.kind];
      if (!taken || !syncer) {
        if (busy.lanes === 0) return;
        await delay(idleMs, undefined, { signal }).catch(() => {});
        continue;
      }
      busy.lanes += 1;
      try {
        await runFeed({ ...taken, syncer, stores, pool, signal, ...(patience ? { patience } : {}) });
      } finally {
        busy.lanes -= 1;
      }
    }
  }
}
