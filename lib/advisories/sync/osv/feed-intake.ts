import { DatabaseError } from "pg";
import { bytesOf } from "@/lib/advisories/record-form";
import { inTransaction } from "@/lib/db/transaction";
import { quarantineRow } from "../quarantine-row";
import { type Feed, type FeedCounts, updateFeedProgress } from "../queries/feeds";
import { deleteQuarantine, type QuarantineRow, upsertQuarantine } from "../queries/quarantine";
import type { SourceRecord } from "../sources/record-source";
import type { AdvisoryRecord, SyncParts } from "../sync-parts";
import { oneAhead } from "./ahead";
import { type PreparedBatch, prepareBatches } from "./prepare-batches";

const progressMsMin = 500;
type Write = { records: AdvisoryRecord[]; refused: QuarantineRow[]; removedKeys: string[] };

/** One run of a feed: takes records in, batch by batch, each in one transaction with the feed's progress and its quarantine. */
export class FeedIntake {
  readonly counts: FeedCounts = { read: 0, added: 0, changed: 0, unchanged: 0, removed: 0, quarantined: 0 };
  #phase = "";
  #progress: number | null = null;
  #saidMs = 0;

  constructor(
    private readonly parts: SyncParts,
    private readonly feed: Feed,
  ) {}

  /** Says what the run is at; `progress` from 0 to 1, or null where nobody knows. */
  async say(phase: string, progress: number | null): Promise<void> {
    this.#phase = phase;
    this.#progress = progress;
    await this.#saveProgress();
  }

  /** Takes all of them in. `onBatch` hears of each batch before it is written; `total` is for the progress. */
  async take(records: AsyncIterable<SourceRecord>, { total, onBatch }: { total: number | null; onBatch: (batch: PreparedBatch) => void }): Promise<void> {
    let read = 0;
    for await (const batch of oneAhead(prepareBatches(this.parts, this.feed.id, records))) {
      onBatch(batch);
      read += batch.read;
      this.#progress = total ? Math.min(1, read / total) : null;
      this.counts.read += batch.read;
      this.counts.unchanged += batch.unchanged;
      if (batch.records.length + batch.refused.length > 0) await this.#commit({ ...batch, removedKeys: [] });
      else if (performance.now() - this.#saidMs > progressMsMin) await this.#saveProgress();
      this.parts.reading.signal.throwIfAborted();
    }
  }

  /** Takes keys that the feed no longer has out of it. */
  async remove(keys: readonly string[]): Promise<void> {
    const atOnce = 1_000;
    for (let i = 0; i < keys.length; i += atOnce) await this.#commit({ records: [], refused: [], removedKeys: keys.slice(i, i + atOnce) });
  }

  /** A record that the database cannot hold is found by halves, and quarantined: it must not stop the others. */
  async #commit(write: Write): Promise<void> {
    const { records } = write;
    try {
      await this.#write(write);
    } catch (error) {
      if (!isFaultOfData(error) || records.length === 0) throw error;
      const [first] = records;
      if (first && records.length === 1) {
        const refusal = { key: first.advisory.key, code: "record_not_storable", detail: `The database refuses it: ${error.message}.`, pointer: null };
        return this.#write({ ...write, records: [], refused: [...write.refused, quarantineRow(refusal, null, bytesOf(first))] });
      }
      const half = Math.ceil(records.length / 2);
      await this.#commit({ ...write, records: records.slice(0, half) });
      await this.#commit({ records: records.slice(half), refused: [], removedKeys: [] });
    }
  }

  async #write({ records, refused, removedKeys }: Write): Promise<void> {
    const at = new Date();
    const counts = await inTransaction(async (client) => {
      const counts = { ...this.counts };
      if (records.length + removedKeys.length > 0) {
        const applied = await this.parts.apply(client, { feedId: this.feed.id, records, removedKeys, at });
        for (const name of ["added", "changed", "unchanged", "removed"] as const) counts[name] += applied[name];
      }
      counts.quarantined += refused.length;
      await upsertQuarantine(client, this.feed.id, refused, at);
      await deleteQuarantine(client, this.feed.id, [...records.map(({ advisory }) => advisory.key), ...removedKeys]);
      await updateFeedProgress(client, this.feed.id, { phase: this.#phase, progress: this.#progress, counts });
      return counts;
    }, this.parts.pool);
    Object.assign(this.counts, counts);
    this.#saidMs = performance.now();
  }

  async #saveProgress(): Promise<void> {
    await updateFeedProgress(this.parts.pool, this.feed.id, { phase: this.#phase, progress: this.#progress, counts: this.counts });
    this.#saidMs = performance.now();
  }
}

/** Data exceptions, broken constraints and limits: of the rows themselves, so that trying again is no use. */
function isFaultOfData(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && /^(22|23|54)/.test(error.code ?? "");
}
