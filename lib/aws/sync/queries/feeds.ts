import type { ClientBase, Pool } from "pg";
import { everyMinutes, type FeedKind } from "../kinds";
import { retryMinutesMax } from "../schedule";
import type { AwsFeed, AwsFeedAccount, AwsFeedReached } from "../syncer";

type Connection = ClientBase | Pool;

/**
 * Queues what is due of these kinds: never synced, last synced as long ago as its kind says, or failed and due again, which is after a minute and
 * each time twice as long, up to an hour. Returns whether anything waits or runs.
 */
export async function queueDueAwsFeeds(on: Connection, at: Date, kinds: readonly FeedKind[]): Promise<boolean> {
  const asked = kinds.filter((kind) => everyMinutes[kind] !== null);
  await on.query(
    `update aws_feed f set status = 'queued'
     from aws_account a, unnest($2::text[], $3::float8[]) as k(kind, minutes)
     where a.account_id = f.account_id and a.enabled and f.enabled and f.status = 'idle' and k.kind = f.kind and case
       when f.problem is not null
         then f.failed_at <= $1::timestamptz - least($4::float8, 2 ^ least(coalesce((f.problem->>'attempts')::int, 1) - 1, 20)) * interval '1 minute'
       else f.succeeded_at is null or f.succeeded_at <= $1::timestamptz - k.minutes * interval '1 minute' end`,
    [at, asked, asked.map((kind) => everyMinutes[kind]), retryMinutesMax],
  );
  const { rows } = await on.query<{ waits: boolean }>(
    `select exists (select from aws_feed f join aws_account a on a.account_id = f.account_id
       where a.enabled and f.enabled and f.status <> 'idle' and f.kind = any ($1::text[])) as waits`,
    [asked],
  );
  return rows[0]?.waits ?? false;
}

/** For who owns the syncing: what still says that it runs was left by a dead worker, and waits again. */
export async function requeueRunningAwsFeeds(on: Connection): Promise<void> {
  await on.query("update aws_feed set status = 'queued', phase = null where status = 'running'");
}

/** Takes the feed that waits longest, with its account, and marks it as running; null when none waits. */
export async function takeQueuedAwsFeed(on: Connection, at: Date, kinds: readonly FeedKind[]): Promise<{ feed: AwsFeed; account: AwsFeedAccount } | null> {
  const { rows } = await on.query<AwsFeed & Omit<AwsFeedAccount, "accountId">>(
    `update aws_feed f set status = 'running', started_at = $1, phase = null, counts = null from aws_account a
     where a.account_id = f.account_id and f.id = (
       select w.id from aws_feed w join aws_account b on b.account_id = w.account_id
       where w.status = 'queued' and w.enabled and b.enabled and w.kind = any ($2::text[])
       order by coalesce(greatest(w.succeeded_at, w.failed_at), '-infinity'), w.id limit 1 for update of w skip locked)
     returning f.id, f.account_id as "accountId", f.region, f.kind, f.address, f.synced_to as "syncedTo", f.full_at as "fullAt",
       coalesce(f.waiting, '[]') as waiting,
       a.role_arn as "roleArn", a.external_id as "externalId", a.name, a.environment, a.clusters`,
    [at, kinds],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { roleArn, externalId, name, environment, clusters, ...feed } = row;
  return { feed, account: { accountId: feed.accountId, roleArn, externalId, name, environment, clusters } };
}

/** Numbers by name, and notes for people. */
export type AwsFeedCounts = Record<string, number | string[]>;

export async function updateAwsFeedProgress(on: Connection, id: number, { phase, counts }: { phase: string; counts: AwsFeedCounts }): Promise<void> {
  await on.query({
    name: "aws-feed-progress",
    text: "update aws_feed set phase = $2, counts = $3 where id = $1 and status = 'running'",
    values: [id, phase, JSON.stringify(counts)],
  });
}

export async function markAwsFeedSucceeded(on: Connection, id: number, reached: AwsFeedReached & { counts: AwsFeedCounts }, at: Date): Promise<void> {
  await on.query(
    `update aws_feed set status = 'idle', phase = null, problem = null, succeeded_at = $2, counts = $3, synced_to = coalesce($4, synced_to),
       full_at = coalesce($5, full_at), waiting = coalesce($6, waiting) where id = $1`,
    [id, at, JSON.stringify(reached.counts), reached.syncedTo, reached.fullAt, reached.waiting === undefined ? null : JSON.stringify(reached.waiting)],
  );
}

/** Writes down why a sync failed; what it had reached before stays. */
export async function markAwsFeedFailed(on: Connection, id: number, { code, detail }: { code: string; detail: string }, at: Date): Promise<void> {
  await on.query(
    `update aws_feed set status = 'idle', phase = null, failed_at = $2, problem = jsonb_build_object(
       'code', $3::text, 'detail', $4::text, 'at', $5::text, 'attempts', coalesce((problem->>'attempts')::int, 0) + 1) where id = $1`,
    [id, at, code, detail, at.toISOString()],
  );
}
