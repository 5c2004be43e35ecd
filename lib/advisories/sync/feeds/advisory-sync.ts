import { inTransaction } from "@/lib/db/transaction";
import { queueDueFeeds, requeueRunningFeeds, takeQueuedFeed, upsertFeeds } from "../queries/feeds";
import { addSyncTask, tryOwnSync } from "../queries/jobs";
import type { SyncParts } from "../sync-parts";
import { syncFeed } from "./sync-feed";
import { WantedFeeds } from "./wanted-feeds";

/** The worker's tasks for the mirror of advisories. */
export class AdvisorySync {
  readonly #parts: SyncParts;
  readonly #wanted: WantedFeeds;

  constructor(parts: SyncParts) {
    this.#parts = parts;
    this.#wanted = new WantedFeeds(parts);
  }

  /** Makes, enables and disables feeds, queues those that are due, and has them synced. */
  async sweep(): Promise<void> {
    const { pool, settings } = this.#parts;
    await upsertFeeds(pool, await this.#wanted.list());
    if (await queueDueFeeds(pool, new Date(), settings.everyMinutes)) await addSyncTask(pool);
  }

  /**
   * Syncs what is queued, one feed after another, until nothing is. One worker does so at a time: it owns the mirror as long as its
   * transaction lives, so that a dead one's work is taken over at once. What an aborted one had in hand waits again.
   */
  async drain(): Promise<void> {
    const { pool, reading } = this.#parts;
    await inTransaction(async (owner) => {
      if (!(await tryOwnSync(owner))) return;
      await requeueRunningFeeds(pool);
      for (;;) {
        reading.signal.throwIfAborted();
        const feed = await takeQueuedFeed(pool, new Date());
        if (!feed) return;
        await syncFeed(this.#parts, feed);
      }
    }, pool);
  }
}
