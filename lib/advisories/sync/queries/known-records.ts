import type { ClientBase, Pool } from "pg";

type Connection = ClientBase | Pool;

/** What is stored of a record. `inFeed`: the feed lists it already. */
export type KnownRecord = { digest: Buffer; modifiedMs: number; inFeed: boolean };

/** The stored records with these keys. */
export async function selectKnownRecords(on: Connection, feedId: number, keys: readonly string[]): Promise<Map<string, KnownRecord>> {
  if (keys.length === 0) return new Map();
  const { rows } = await on.query<KnownRecord & { key: string }>({
    name: "sync-known",
    text: `select key, digest, (extract(epoch from modified_at) * 1000)::float8 as "modifiedMs", $1 = any(feed_ids) as "inFeed"
      from advisory where source = 'osv' and key = any($2::text[])`,
    values: [feedId, keys],
  });
  return new Map(rows.map(({ key, ...known }) => [key, { ...known, modifiedMs: Math.floor(known.modifiedMs) }]));
}

/** The next `limit` keys behind `after` that a feed lists, in their order. */
export async function selectFeedKeys(on: Connection, feedId: number, after: string, limit: number): Promise<string[]> {
  const { rows } = await on.query<{ key: string }>({
    name: "sync-feed-keys",
    text: "select key from advisory where source = 'osv' and key > $2 and $1 = any(feed_ids) order by key limit $3",
    values: [feedId, after, limit],
  });
  return rows.map(({ key }) => key);
}
