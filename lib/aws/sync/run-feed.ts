import type { Pool } from "pg";
import { systemContext } from "@/lib/auth/system-context";
import { AwsClients, type AwsPatience } from "@/lib/aws/clients";
import { WhereinError } from "@/lib/errors";
import { logger } from "@/lib/observability";
import { type AwsFeedCounts, markAwsFeedFailed, markAwsFeedSucceeded, updateAwsFeedProgress } from "./queries/feeds";
import type { AwsFeed, AwsFeedAccount, AwsStores, Syncer, SyncRun } from "./syncer";

export type FeedToRun = {
  feed: AwsFeed;
  account: AwsFeedAccount;
  syncer: Syncer;
  stores: AwsStores;
  pool: Pool;
  signal: AbortSignal;
  patience?: AwsPatience;
};

const progressMsMin = 1_000;
const notesMax = 20;
const lineMax = 1_000;

/** What AWS says as one line that can be stored: without control characters and halves of characters. */
const lineOf = (text: string) => text.replace(/[\p{Cc}\p{Cs}]+/gu, " ").slice(0, lineMax);

/**
 * Brings one feed up to date and writes down how that went. A failure is the feed's own: it is stored, tried again later, and stops no other.
 * Throws only when the database cannot be written.
 */
export async function runFeed({ feed, account, syncer, stores, pool, signal, patience }: FeedToRun): Promise<void> {
  const clients = new AwsClients({ access: account, region: feed.region, signal, ...(patience ? { patience } : {}) });
  const name = { feed: feed.id, kind: feed.kind, account: feed.accountId, region: feed.region };
  const { counts, ...told } = tellingOf(pool, feed.id);
  const run: SyncRun = { feed, account, clients, stores, pool, ctx: systemContext("worker"), signal, startedAt: new Date(), ...told };
  try {
    const reached = await syncer(run);
    await markAwsFeedSucceeded(pool, feed.id, { ...reached, counts }, new Date());
    logger().info({ ...name, ...counts }, "a feed of AWS is up to date");
  } catch (error) {
    // Stopped: whoever comes next finds it running, and takes it over.
    if (signal.aborted) return;
    const isKnown = error instanceof WhereinError;
    const problem = isKnown ? { code: error.reason ?? error.code, detail: lineOf(error.message) } : unknownProblem;
    logger()[isKnown ? "warn" : "error"]({ ...name, code: problem.code, err: error }, "a feed of AWS could not be brought up to date");
    await markAwsFeedFailed(pool, feed.id, problem, new Date());
  } finally {
    await clients.close();
  }
}

const unknownProblem = { code: "internal", detail: "It failed for a reason of Wherein's own, which the log of the worker has. What was stored stays." };

type Telling = Pick<SyncRun, "count" | "note" | "say"> & { counts: AwsFeedCounts };

/** What a run tells of itself, seen at once when its phase changes and about each second else. */
function tellingOf(pool: Pool, feedId: number): Telling {
  const counts: AwsFeedCounts = {};
  let last = { phase: "", atMs: 0 };
  return {
    counts,
    count: (name, by = 1) => {
      counts[name] = Number(counts[name] ?? 0) + by;
    },
    note: (text) => {
      const notes = Array.isArray(counts.notes) ? counts.notes : [];
      const line = lineOf(text);
      if (notes.length < notesMax && !notes.includes(line)) counts.notes = [...notes, line];
    },
    say: async (phase) => {
      if (phase === last.phase && performance.now() - last.atMs < progressMsMin) return;
      last = { phase, atMs: performance.now() };
      await updateAwsFeedProgress(pool, feedId, { phase: lineOf(phase), counts });
    },
  };
}
