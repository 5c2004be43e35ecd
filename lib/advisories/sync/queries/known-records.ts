import type { ClientBase, Pool } from "pg";
import { textArray } from "@/lib/db/binary-arrays";

type Connection = ClientBase | Pool;

/** What is stored of a record. `inFeed`: the feed lists it already. `packedDigest`: of its deflated form, where it is stored as that. */
export type KnownRecord = { digest: Buffer; packedDigest: Buffer | null; modifiedMs: number; inFeed: boolean };

/** The stored records with these keys. */
export async function selectKnownRecords(on: Connection, feedId: number, keys: readonly string[]): Promise<Map<string, KnownRecord>> {
  if (keys.length === 0) return new Map();
  const { rows } = await on.query<KnownRecord & { key: string }>({
    name: "sync-known",
    text: `select key, digest, packed_digest as "packedDigest", (extract(epoch from modified_at) * 1000)::float8 as "modifiedMs", $1 = any(feed_ids) as "inFeed"
      from advisory where source = 'osv' and key = any($2::text[])`,
    values: [feedId, textArray(keys)],
  });
  return new Map(rows.map(({ key, ...known }) => [key, { ...known, modifiedMs: Math.floor(known.modifiedMs) }]));
}

/** All keys that a feed lists, `atOnce` at a time, in no order. One scan: pages by key would each sort what is left. */
export async function* selectFeedKeys(on: ClientBase, feedId: number, atOnce: number): AsyncGenerator<string[]> {
  await on.query("declare feed_keys no scroll cursor for select key from advisory where source = 'osv' and $1 = any(feed_ids)", [feedId]);
  for (;;) {
    const { rows } = await on.query<{ key: string }>(`fetch ${atOnce} from feed_keys`);
    if (rows.length === 0) break;
    yield rows.map(({ key }) => key);
  }
  await on.query("close feed_keys");
}
