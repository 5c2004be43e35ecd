import { analyseRecords, fullPassMs, overlapMs } from "../limits";
import type { Feed, FeedReached } from "../queries/feeds";
import { etagOf, stampOf } from "../source-stamp";
import { openRecordSource } from "../sources/open-source";
import type { SyncParts } from "../sync-parts";
import { FeedIntake } from "./feed-intake";
import { runFullPass } from "./full-pass";
import { takeChanges } from "./take-changes";

/**
 * Brings one ecosystem up to date: by the list of changes where the source keeps one, and by everything at first, once a week, after a
 * change of the source's address or of how records are read, and where there is no such list.
 */
export async function syncOsvFeed(parts: SyncParts, feed: Feed, where: string): Promise<FeedReached> {
  const reached = await reach(parts, feed, where);
  if (reached.counts.added + reached.counts.changed >= analyseRecords) await parts.analyse(parts.pool);
  return reached;
}

async function reach(parts: SyncParts, feed: Feed, where: string): Promise<FeedReached> {
  const source = openRecordSource(where, feed.name, parts.reading);
  const intake = new FeedIntake(parts, feed);
  const etag = etagOf(feed.etag, where);
  const isRecent = feed.fullAt !== null && Date.now() - feed.fullAt.getTime() < fullPassMs;
  if (feed.syncedTo && isRecent && etag !== "elsewhere") {
    await intake.say("Asking for changes", null);
    const changes = await source.changesSince(new Date(feed.syncedTo.getTime() - overlapMs));
    if (changes) return takeChanges(parts, feed, source, intake, changes);
  }
  const reached = await runFullPass(parts, feed, source, intake, etag === "elsewhere" ? null : etag);
  return reached.etag === undefined ? reached : { ...reached, etag: stampOf(where, reached.etag) };
}
