import { WhereinError } from "@/lib/errors";
import { logger } from "@/lib/observability";
import { syncOsvFeed } from "../osv/sync-osv-feed";
import { type Feed, type FeedReached, markFeedFailed, markFeedSucceeded } from "../queries/feeds";
import { syncEpss, syncKev } from "../scores/sync-scores";
import { sourceProblem } from "../source-problem";
import type { SyncParts } from "../sync-parts";

/**
 * Brings one feed up to date and writes down how that went. A failure is the feed's own: it is stored, tried again later, and
 * stops no other. Throws only when the database cannot be written.
 */
export async function syncFeed(parts: SyncParts, feed: Feed): Promise<void> {
  const name = { kind: feed.kind, feed: feed.name };
  try {
    const reached = await reach(parts, feed);
    await markFeedSucceeded(parts.pool, feed.id, reached, new Date());
    logger().info({ ...name, ...reached.counts }, "a feed of advisories is up to date");
  } catch (error) {
    // Stopped: whoever comes next finds it running, and takes it over.
    if (parts.reading.signal.aborted) return;
    const isKnown = error instanceof WhereinError;
    const problem = isKnown ? { code: error.reason ?? error.code, detail: error.message } : unknownProblem;
    logger()[isKnown ? "warn" : "error"]({ ...name, code: problem.code, err: error }, "a feed of advisories could not be brought up to date");
    await markFeedFailed(parts.pool, feed.id, problem, new Date());
  }
}

const unknownProblem = { code: "internal", detail: "It failed for a reason of Wherein's own, which the log of the worker has. What was stored stays." };

function reach(parts: SyncParts, feed: Feed): Promise<FeedReached> {
  const { osvUrl, kevUrl, epssUrl } = parts.settings;
  switch (feed.kind) {
    case "osv":
      return syncOsvFeed(parts, feed, setOr(osvUrl));
    case "kev":
      return syncKev(parts, feed, setOr(kevUrl));
    case "epss":
      return syncEpss(parts, feed, setOr(epssUrl));
  }
}

function setOr(url: string | null): string {
  if (url !== null) return url;
  throw sourceProblem("source_missing", "The source is switched off by a setting.");
}
