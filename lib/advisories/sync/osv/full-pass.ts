import { inTransaction } from "@/lib/db/transaction";
import type { Feed, FeedReached } from "../queries/feeds";
import { selectFeedKeys } from "../queries/known-records";
import { deleteQuarantineUnseen } from "../queries/quarantine";
import { sourceProblem } from "../source-problem";
import type { RecordSource } from "../sources/record-source";
import type { SyncParts } from "../sync-parts";
import type { FeedIntake } from "./feed-intake";

const keysAtOnce = 20_000;

/**
 * Compares everything the source has with what is stored, and takes out what it has no longer: only after its last record was read
 * without a fault. Interrupted, it begins again, and what was written already is recognised by its bytes.
 */
export async function runFullPass(parts: SyncParts, feed: Feed, source: RecordSource, intake: FeedIntake, etag: string | null): Promise<FeedReached> {
  const startedAt = new Date();
  await intake.say("Fetching all records", null);
  const everything = await source.everything(etag);
  if (everything === "unchanged") return { syncedTo: null, fullAt: startedAt, counts: intake.counts };
  const seen = new Set<string>();
  let modifiedMs = 0;
  try {
    await intake.say("Reading records", 0);
    await intake.take(everything.records(null), {
      total: everything.count,
      onBatch: (batch) => {
        for (const record of batch.seen) {
          seen.add(record.key);
          modifiedMs = Math.max(modifiedMs, record.modifiedMs ?? 0);
        }
      },
    });
  } finally {
    await everything.close();
  }
  await intake.say("Looking for removed records", null);
  await intake.remove(await goneKeys(parts, feed, source, seen));
  await inTransaction((client) => deleteQuarantineUnseen(client, feed.id, startedAt), parts.pool);
  // A record from the future must not hide the changes until then.
  const syncedTo = modifiedMs === 0 ? null : new Date(Math.min(modifiedMs, startedAt.getTime()));
  return { syncedTo, fullAt: startedAt, etag: everything.etag, counts: intake.counts };
}

/** Keys of the feed that the pass did not see. What the list of changes names is newer than the archive, and not gone. */
async function goneKeys(parts: SyncParts, feed: Feed, source: RecordSource, seen: ReadonlySet<string>): Promise<string[]> {
  const gone: string[] = [];
  await inTransaction(async (client) => {
    for await (const keys of selectFeedKeys(client, feed.id, keysAtOnce)) for (const key of keys) if (!seen.has(key)) gone.push(key);
  }, parts.pool);
  if (gone.length === 0) return gone;
  if (seen.size === 0) {
    throw sourceProblem("source_empty", `The source holds no record for ${feed.name} although ${gone.length} are stored. Nothing was removed because of it.`);
  }
  const listed = new Set((await source.changesSince(null))?.map(({ id }) => id));
  return gone.filter((key) => !listed.has(key));
}
