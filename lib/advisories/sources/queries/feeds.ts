import type { ClientBase, Pool } from "pg";

export type FeedRow = {
  id: number;
  kind: "osv" | "kev" | "epss";
  name: string;
  enabled: boolean;
  status: "idle" | "queued" | "running";
  phase: string | null;
  progress: number | null;
  startedAt: Date | null;
  succeededAt: Date | null;
  failedAt: Date | null;
  fullAt: Date | null;
  problem: unknown;
  counts: unknown;
  quarantined: number;
};

/** Every feed, those that are mirrored first, KEV and EPSS after the ecosystems. */
export async function selectFeeds(db: Pool): Promise<FeedRow[]> {
  const result = await db.query<FeedRow>({
    name: "sources-feeds",
    text: `select f.id, f.kind, f.name, f.enabled, f.status, f.phase, f.progress, f.started_at as "startedAt", f.succeeded_at as "succeededAt",
        f.failed_at as "failedAt", f.full_at as "fullAt", f.problem, f.counts, coalesce(q.n, 0)::int as quarantined
      from advisory_feed f left join (select feed_id, count(*) as n from advisory_quarantine group by 1) q on q.feed_id = f.id
      order by not f.enabled, (f.kind <> 'osv'), f.kind desc, lower(f.name), f.id`,
  });
  return result.rows;
}

export type StoredCount = { feedId: number; stored: number };

/** How many records each feed has brought that are stored. Reads every advisory: not for every request. */
export async function selectStoredCounts(db: Pool): Promise<StoredCount[]> {
  const result = await db.query<StoredCount>(
    `select f.id as "feedId", count(*)::int as stored from advisory a cross join unnest(a.feed_ids) as f(id) group by 1
     union all select f.id, (case f.kind when 'kev' then (select count(*) from kev_entry) else (select count(*) from epss_score) end)::int
       from advisory_feed f where f.kind in ('kev', 'epss')`,
  );
  return result.rows;
}

export type LockedFeed = { id: number; kind: string; name: string; enabled: boolean; status: string };

/** The feed, locked against its sync and other requests; or every one that is mirrored. */
export async function lockFeeds(client: ClientBase, id: number | null): Promise<LockedFeed[]> {
  const result = await client.query<LockedFeed>({
    text: `select id, kind, name, enabled, status from advisory_feed where ${id === null ? "enabled and $1::int is null" : "id = $1"} order by id for no key update`,
    values: [id],
  });
  return result.rows;
}

export type FeedFreshness = { feeds: number; waiting: number; stale: number; lastSyncAt: Date | null };

/** Of the feeds that are mirrored: how many, how many of those never ended a sync well or did before `staleBefore`, and the last one that did. */
export async function selectFeedFreshness(client: ClientBase, staleBefore: Date): Promise<FeedFreshness> {
  const result = await client.query<FeedFreshness>({
    name: "sources-freshness",
    text: `select count(*)::int as feeds, count(*) filter (where succeeded_at is null)::int as waiting,
        count(*) filter (where succeeded_at < $1)::int as stale, max(succeeded_at) as "lastSyncAt"
      from advisory_feed where enabled`,
    values: [staleBefore],
  });
  return result.rows[0] ?? { feeds: 0, waiting: 0, stale: 0, lastSyncAt: null };
}
