import { recordAudit } from "@/lib/audit";
import { addAwsSyncJob } from "@/lib/aws/sync/queries/jobs";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { feedNotFound } from "./not-found";
import { lockFeed } from "./queries/feeds";
import { type FeedPath, type FeedSyncRequested, feedPathSchema } from "./schemas";

/**
 * Has a feed synced now. One that waits or runs goes on as it is. Needs `aws:write`; throws `not_found`, and `conflict` for one that is not kept
 * any more, and for a topic, which is not asked.
 */
export async function requestFeedSync({ ctx, input }: Verb<FeedPath>): Promise<FeedSyncRequested> {
  requireScope(ctx, "aws:write");
  const { id } = feedPathSchema.parse(input);
  return inTransaction(async (client) => {
    const feed = await lockFeed(client, id);
    if (feed === null) throw feedNotFound(id);
    if (!feed.enabled)
      throw new WhereinError("conflict", "This feed is not kept any more: its account is switched off, or does not ask for it.", {
        reason: "aws_feed_disabled",
      });
    if (feed.kind === "topic") throw new WhereinError("conflict", "A topic sends by itself: there is nothing to ask.", { reason: "aws_feed_not_asked" });
    if (feed.status !== "idle") return { queued: [] };
    await addAwsSyncJob(client, id);
    const { accountId, region, kind, address } = feed;
    await recordAudit(client, ctx, {
      action: "aws_feed.sync_requested",
      subjectKind: "aws_feed",
      subjectId: String(id),
      detail: { accountId, region, kind, address },
    });
    return { queued: [id] };
  });
}
