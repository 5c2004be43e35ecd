import { inTransaction } from "@/lib/db/transaction";
import { SpoolDirectory } from "@/lib/inventory/spool/spool-directory";
import { analyseRecords, archiveBytesMax } from "../limits";
import { queueDueFeeds, requeueRunningFeeds, takeQueuedFeed, upsertFeeds } from "../queries/feeds";
import { addSyncTask, tryOwnSync } from "../queries/jobs";
import { type HttpPatience, httpPatience } from "../sources/http-get";
import type { SyncParts } from "../sync-parts";
import { syncFeed } from "./sync-feed";
import { WantedFeeds } from "./wanted-feeds";

/** The worker's tasks for the mirror of advisories. One for each process: its archives lie in the process's own directory. */
export class AdvisorySync {
  readonly #stopping = new AbortController();
  readonly #spool: SpoolDirectory;
  readonly #parts: SyncParts;
  readonly #wanted: WantedFeeds;

  constructor({ patience = httpPatience, ...parts }: Omit<SyncParts, "reading"> & { patience?: HttpPatience }) {
    this.#spool = new SpoolDirectory("sync", { bytesMax: archiveBytesMax });
    this.#parts = { ...parts, reading: { spool: this.#spool, patience, signal: this.#stopping.signal } };
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
   * transaction lives, so that a dead one's work is taken over at once, and begun again.
   */
  async drain(): Promise<void> {
    const { pool, reading } = this.#parts;
    await inTransaction(async (owner) => {
      if (!(await tryOwnSync(owner))) return;
      await requeueRunningFeeds(pool);
      let brought = 0;
      while (!reading.signal.aborted) {
        const feed = await takeQueuedFeed(pool, new Date());
        if (!feed) break;
        brought += await syncFeed(this.#parts, feed);
      }
      if (brought >= analyseRecords) await this.#parts.analyse(pool);
    }, pool);
  }

  /** Ends what is being done, at the next step; it stays owed. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Takes the temporary files away; for the end of the process. */
  close(): void {
    this.#spool.close();
  }
}
