import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { inSnapshot } from "@/lib/inventory/read";
import { requirePerson } from "./owner";
import { selectLookedAt, selectNews, updateLookedAt } from "./queries-news";
import { type FindingNews, type MarkSeen, markSeenSchema } from "./schemas";

/** What changed since the caller last said that all was seen; since ever, where that was never said. Needs `inventory:read` and a signed-in person. */
export async function findingNews({ ctx }: Verb<Record<string, never>>): Promise<FindingNews> {
  requireScope(ctx, "inventory:read");
  const person = requirePerson(ctx);
  return inSnapshot(async (client) => {
    const lookedAt = await selectLookedAt(client, person.id);
    return { lookedAt: lookedAt?.toISOString() ?? null, ...(await selectNews(client, person.id, lookedAt ?? new Date(0))) };
  });
}

/** Says that the caller has seen what there was at a moment, not later than now. Needs `inventory:read` and a signed-in person. */
export async function markSeen({ ctx, input }: Verb<MarkSeen>): Promise<void> {
  requireScope(ctx, "inventory:read");
  const person = requirePerson(ctx);
  const at = Date.parse(markSeenSchema.parse(input).at);
  await updateLookedAt(pool(), person.id, new Date(Math.min(at, Date.now())));
}
