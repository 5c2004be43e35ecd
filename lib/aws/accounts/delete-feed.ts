import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { feedNotFound } from "./not-found";
import { deleteFeedRow, lockFeed } from "./queries/feeds";
import { type FeedPath, feedPathSchema } from "./schemas";

/** Forgets a queue, a place with reports or a topic. What came from it stays. Needs `aws:write`; throws `not_found`, and `conflict` for what the account's kinds decide. */
export async function deleteFeed({ ctx, input }: Verb<FeedPath>): Promise<void> {
  requireScope(ctx, "aws:write");
  const { id } = feedPathSchema.parse(input);
  await inTransaction(async (client) => {
    const feed = await lockFeed(client, id);
    if (feed === null) throw feedNotFound(id);
    if (feed.address === "")
      throw new WhereinError("conflict", `This is asked of every region of the account: take "${feed.kind}" out of the account's kinds.`, {
        reason: "aws_feed_of_account",
      });
    await deleteFeedRow(client, id);
    const { accountId, region, kind, address } = feed;
    await recordAudit(client, ctx, {
      action: "aws_feed.deleted",
      subjectKind: "aws_feed",
      subjectId: String(id),
      detail: { accountId, region, kind, address },
    });
  });
}
