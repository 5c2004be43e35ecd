import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { toFeed } from "./present";
import { selectFeeds } from "./queries/feeds";
import type { FeedList } from "./schemas";

/** What is asked of AWS and what may send from it, and how each is. They are few: there are no pages. */
export async function listFeeds({ ctx }: Verb<Record<string, never>>): Promise<FeedList> {
  requireScope(ctx, "inventory:read");
  const now = new Date();
  return { data: (await selectFeeds(pool(), null)).map((row) => toFeed(row, now)) };
}
