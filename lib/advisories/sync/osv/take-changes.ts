import { singlesAtOnce, singlesMax } from "../limits";
import type { Feed, FeedReached } from "../queries/feeds";
import { selectKnownRecords } from "../queries/known-records";
import type { Change, RecordSource, SourceRecord } from "../sources/record-source";
import type { SyncParts } from "../sync-parts";
import type { FeedIntake } from "./feed-intake";
import type { PreparedBatch } from "./prepare-batches";

/**
 * Takes in what the list of changes names and is not stored yet: up to 250 record by record, more with the archive, of which only
 * those are read. What one way does not give is looked for by the other; what neither has is gone.
 */
export async function takeChanges(parts: SyncParts, feed: Feed, source: RecordSource, intake: FeedIntake, changes: readonly Change[]): Promise<FeedReached> {
  const pending = await pendingOf(parts, feed, changes);
  const found = new Set<string>();
  const isFew = pending.size <= singlesMax;
  if (isFew) await takeSingles(source, intake, pending, found);
  if (pending.size > 0) await takeFromArchive(source, intake, pending, found);
  const isMuch = pending.size > singlesMax;
  if (!isFew && !isMuch) await takeSingles(source, intake, pending, found);
  if (!isMuch) await intake.remove([...pending.keys()].filter((id) => !found.has(id)));
  return { syncedTo: reached(changes, isMuch ? pending : new Map()), fullAt: null, counts: intake.counts };
}

/** The newest change of each id, but for those that are stored as they are listed. */
async function pendingOf(parts: SyncParts, feed: Feed, changes: readonly Change[]): Promise<Map<string, Change>> {
  const pending = new Map<string, Change>();
  for (const change of changes) if (!pending.has(change.id)) pending.set(change.id, change);
  const atOnce = 5_000;
  const ids = [...pending.keys()];
  for (let i = 0; i < ids.length; i += atOnce) {
    for (const [id, { inFeed, modifiedMs }] of await selectKnownRecords(parts.pool, feed.id, ids.slice(i, i + atOnce))) {
      const listed = pending.get(id);
      if (inFeed && listed && modifiedMs >= listed.modified.getTime()) pending.delete(id);
    }
  }
  return pending;
}

async function takeSingles(source: RecordSource, intake: FeedIntake, pending: Map<string, Change>, found: Set<string>): Promise<void> {
  if (pending.size === 0) return;
  await intake.say("Fetching changed records", 0);
  const ids = [...pending.keys()];
  await intake.take(fetchSome(source, ids), {
    total: ids.length,
    // A record's own file is what the source holds now, whenever the list says it was modified.
    onBatch: (batch) => forget(batch, pending, found, () => true),
  });
}

async function* fetchSome(source: RecordSource, ids: readonly string[]): AsyncGenerator<SourceRecord> {
  for (let i = 0; i < ids.length; i += singlesAtOnce) {
    for (const record of await Promise.all(ids.slice(i, i + singlesAtOnce).map((id) => source.record(id)))) if (record) yield record;
  }
}

/** An archive may be older than the list: what it has in an older state is taken, and stays pending. */
async function takeFromArchive(source: RecordSource, intake: FeedIntake, pending: Map<string, Change>, found: Set<string>): Promise<void> {
  await intake.say("Fetching all records for many changes", null);
  const everything = await source.everything(null);
  if (everything === "unchanged") return;
  try {
    await intake.say("Reading changed records", 0);
    await intake.take(everything.records(new Set(pending.keys())), {
      total: pending.size,
      onBatch: (batch) => forget(batch, pending, found, (modifiedMs, listed) => modifiedMs === null || modifiedMs >= listed.modified.getTime()),
    });
  } finally {
    await everything.close();
  }
}

function forget(
  batch: PreparedBatch,
  pending: Map<string, Change>,
  found: Set<string>,
  isCurrent: (modifiedMs: number | null, listed: Change) => boolean,
): void {
  for (const { key, modifiedMs } of batch.seen) {
    found.add(key);
    const listed = pending.get(key);
    if (listed && isCurrent(modifiedMs, listed)) pending.delete(key);
  }
}

/** Up to where all changes are in: the newest that is listed, or the oldest that is still owed. Never after now. */
function reached(changes: readonly Change[], owed: ReadonlyMap<string, Change>): Date | null {
  let newestMs = Number.NEGATIVE_INFINITY;
  for (const { modified } of changes) newestMs = Math.max(newestMs, modified.getTime());
  for (const { modified } of owed.values()) newestMs = Math.min(newestMs, modified.getTime());
  return Number.isFinite(newestMs) ? new Date(Math.min(newestMs, Date.now())) : null;
}
