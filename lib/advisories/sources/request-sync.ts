import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { addSyncJob } from "../sync";
import { type LockedFeed, lockFeeds } from "./queries/feeds";
import { type RequestSync, requestSyncSchema, type SyncRequested } from "./schemas";
import { sourceNotFound } from "./source-not-found";

/**
 * Has a source synced now, or all that are mirrored. What waits or runs already goes on as it is. Needs `advisories:write`; throws `not_found`, and
 * `conflict` for a source that is not mirrored any more.
 */
export async function requestSync({ ctx, input }: Verb<RequestSync>): Promise<SyncRequested> {
  requireScope(ctx, "advisories:write");
  const wanted = requestSyncSchema.parse(input);
  return inTransaction(async (client) => {
    const feeds = await lockFeeds(client, "id" in wanted ? wanted.id : null);
    if ("id" in wanted) requireMirrored(feeds[0], wanted.id);
    const idle = feeds.filter(({ status }) => status === "idle");
    for (const feed of idle) await queue(client, ctx, feed);
    return { queued: idle.map(({ id }) => id) };
  });
}

async function queue(client: ClientBase, ctx: Context, { id, kind, name }: LockedFeed): Promise<void> {
  await addSyncJob(client, id);
  await recordAudit(client, ctx, { action: "source.sync_requested", subjectKind: "source", subjectId: String(id), detail: { kind, name } });
}

function requireMirrored(feed: LockedFeed | undefined, id: number): void {
  if (feed === undefined) throw sourceNotFound(id);
  if (feed.enabled) return;
  throw new WhereinError("conflict", "This source is not mirrored any more: neither the inventory nor the setting asks for it.", {
    reason: "source_not_mirrored",
  });
}
