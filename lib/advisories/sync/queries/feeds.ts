import type { ClientBase, Pool } from "pg";

type Connection = ClientBase | Pool;

/** A feed as its sync needs it. */
export type Feed = { id: number; kind: "osv" | "kev" | "epss"; name: string; syncedTo: Date | null; fullAt: Date | null; etag: string | null };

/** Counts of the running or the last sync. */
export type FeedCounts = { read: number; added: number; changed: number; unchanged: number; removed: number; quarantined: number };

/** What went wrong last; `attempts` in a row. */
export type FeedProblem = { code: string; detail: string; at: string; attempts: number };

/** Where feeds are, next to each other, and which of them are wanted: missing ones are made, the others disabled. Returns how many rows that changed. */
export async function upsertFeeds(on: Connection, wanted: readonly Pick<Feed, "kind" | "name">[]): Promise<number> {
  const { rowCount } = await on.query(
    `with wanted as (select * from unnest($1::text[], $2::text[]) as w(kind, name)),
       made as (insert into advisory_feed (kind, name) select kind, name from wanted w
         where not exists (select from advisory_feed f where f.kind = w.kind and f.name = w.name) on conflict do nothing returning id),
       turned as (update advisory_feed f set enabled = not f.enabled, status = case when f.enabled and f.status = 'queued' then 'idle' else f.status end
         where f.enabled <> exists (select from wanted w where w.kind = f.kind and w.name = f.name) returning f.id)
     select id from made union all select id from turned`,
    [wanted.map(({ kind }) => kind), wanted.map(({ name }) => name)],
  );
  return rowCount ?? 0;
}

/**
 * Queues what is due: never synced, last synced `everyMinutes` ago, or failed and due again, which is after a minute and each
 * time twice as long, up to the same interval. Returns whether anything waits or runs.
 */
export async function queueDueFeeds(on: Connection, at: Date, everyMinutes: number): Promise<boolean> {
  await on.query(
    `update advisory_feed set status = 'queued' where enabled and status = 'idle' and case
       when problem is not null then failed_at <= $1::timestamptz - least($2::float8, 2 ^ least((problem->>'attempts')::int - 1, 20)) * interval '1 minute'
       else succeeded_at is null or succeeded_at <= $1::timestamptz - $2::float8 * interval '1 minute' end`,
    [at, everyMinutes],
  );
  const { rows } = await on.query<{ waits: boolean }>("select exists (select from advisory_feed where enabled and status <> 'idle') as waits");
  return rows[0]?.waits ?? false;
}

/** For who owns the sync: what still says that it runs was left by a dead worker, and waits again. */
export async function requeueRunningFeeds(on: Connection): Promise<void> {
  await on.query("update advisory_feed set status = 'queued', phase = null, progress = null where status = 'running'");
}

/** Takes the feed that waits longest, and marks it as running; null when none waits. */
export async function takeQueuedFeed(on: Connection, at: Date): Promise<Feed | null> {
  const { rows } = await on.query<Feed>(
    `update advisory_feed set status = 'running', started_at = $1, phase = null, progress = null, counts = null where id = (
       select id from advisory_feed where status = 'queued' and enabled order by coalesce(greatest(succeeded_at, failed_at), '-infinity'), id limit 1)
     returning id, kind, name, synced_to as "syncedTo", full_at as "fullAt", etag`,
    [at],
  );
  return rows[0] ?? null;
}

export type FeedProgress = { phase: string; progress: number | null; counts: FeedCounts };

export async function updateFeedProgress(on: Connection, id: number, { phase, progress, counts }: FeedProgress): Promise<void> {
  await on.query({
    name: "feed-progress",
    text: "update advisory_feed set phase = $2, progress = $3, counts = $4 where id = $1",
    values: [id, phase, progress, JSON.stringify(counts)],
  });
}

/** What a sync has reached. `fullAt` null: it was no pass over everything; `etag` undefined: as before. */
export type FeedReached = { syncedTo: Date | null; fullAt: Date | null; etag?: string | null; counts: FeedCounts };

export async function markFeedSucceeded(on: Connection, id: number, { syncedTo, fullAt, etag, counts }: FeedReached, at: Date): Promise<void> {
  await on.query(
    `update advisory_feed set status = 'idle', phase = null, progress = null, problem = null, checkpoint = null, succeeded_at = $2, counts = $3,
       synced_to = coalesce($4, synced_to), full_at = coalesce($5, full_at), etag = case when $6 then $7 else etag end where id = $1`,
    [id, at, JSON.stringify(counts), syncedTo, fullAt, etag !== undefined, etag ?? null],
  );
}

/** Writes down why a sync failed; what it had reached before stays. */
export async function markFeedFailed(on: Connection, id: number, { code, detail }: Pick<FeedProblem, "code" | "detail">, at: Date): Promise<void> {
  await on.query(
    `update advisory_feed set status = 'idle', phase = null, progress = null, failed_at = $2, problem = jsonb_build_object(
       'code', $3::text, 'detail', $4::text, 'at', $5::text, 'attempts', coalesce((problem->>'attempts')::int, 0) + 1) where id = $1`,
    [id, at, code, detail, at.toISOString()],
  );
}
