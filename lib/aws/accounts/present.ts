import { z } from "zod";
import { awsProblemAction } from "@/lib/aws/clients/problem-action";
import { everyMinutes, polledKinds } from "@/lib/aws/sync/kinds";
import { nextFeedSyncAt } from "@/lib/aws/sync/schedule";
import type { AccountWithFeeds } from "./queries/accounts";
import type { FeedRow } from "./queries/feeds";
import type { Account, Feed } from "./schemas";

export function toAccount({ total, failing, waiting, kinds, createdAt, ...row }: AccountWithFeeds): Account {
  return { ...row, kinds: polledKinds.filter((kind) => kinds.includes(kind)), createdAt: createdAt.toISOString(), feeds: { total, failing, waiting } };
}

// The worker writes these; others that know of a feed may leave something out.
const storedProblem = z.object({ code: z.string(), detail: z.string(), attempts: z.number().int().default(1) }).nullable();
const storedCounts = z
  .object({ notes: z.array(z.string()).default([]) })
  .catchall(z.number())
  .nullable();

export function toFeed(row: FeedRow, now: Date): Feed {
  const problem = storedProblem.catch(null).parse(row.problem);
  const counts = storedCounts.catch(null).parse(row.counts);
  const { notes = [], ...numbers } = counts ?? {};
  const isIdle = row.enabled && row.status === "idle";
  const next = isIdle ? nextFeedSyncAt(row, problem?.attempts ?? null, everyMinutes[row.kind]) : null;
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id: row.id,
    accountId: row.accountId,
    region: row.region,
    kind: row.kind,
    address: row.address,
    enabled: row.enabled,
    status: row.status,
    phase: row.phase,
    syncedTo: iso(row.syncedTo),
    fullAt: iso(row.fullAt),
    startedAt: iso(row.startedAt),
    succeededAt: iso(row.succeededAt),
    failedAt: iso(row.failedAt),
    nextAt: next && next > now ? next.toISOString() : null,
    problem: problem && { ...problem, action: awsProblemAction(problem.code) },
    counts: counts && (numbers as Record<string, number>),
    notes,
  };
}
