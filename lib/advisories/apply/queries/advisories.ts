import type { ClientBase } from "pg";
import type { Written } from "@/lib/advisories/apply/sort-batch";
import { int4Array, textArray } from "@/lib/db/binary-arrays";
import { BinaryCopy } from "@/lib/db/binary-copy";

/** What an advisory is compared by. `modified` in microseconds since 1970. */
export type StoredAdvisory = { id: number; key: string; group: number; modified: number; feedIds: number[]; digest: Buffer; revision: number };

/** One writer of advisories at a time, until the end of the transaction: groups are read, joined and written as a whole. */
export async function lockAdvisories(on: ClientBase): Promise<void> {
  await on.query("select pg_advisory_xact_lock(hashtext('wherein'), hashtext('advisories'))");
}

/** The stored advisories of a source that have one of these keys. */
export async function selectStoredAdvisories(on: ClientBase, source: string, keys: readonly string[]): Promise<StoredAdvisory[]> {
  const { rows } = await on.query<StoredAdvisory>({
    name: "advisories-stored",
    text: `select id, key, vulnerability_id as "group", (extract(epoch from modified_at) * 1000000)::float8 as modified, feed_ids as "feedIds", digest, revision
           from advisory where source = $1 and key = any($2::text[])`,
    values: [source, textArray(keys)],
  });
  return rows;
}

/** The feed lists these advisories, whatever else does. */
export async function addFeed(on: ClientBase, ids: readonly number[], feedId: number): Promise<void> {
  await on.query({
    name: "advisories-add-feed",
    text: "update advisory set feed_ids = feed_ids || $2::int4 where id = any($1::int4[]) and not feed_ids @> array[$2::int4]",
    values: [int4Array(ids), feedId],
  });
}

/** The feed no longer lists these advisories; one that no feed lists is withdrawn as of `at`, unless its source did that before. */
export async function removeFeed(on: ClientBase, ids: readonly number[], feedId: number, at: Date): Promise<void> {
  await on.query({
    name: "advisories-remove-feed",
    text: `update advisory set feed_ids = array_remove(feed_ids, $2::int4),
             withdrawn_at = case when array_remove(feed_ids, $2::int4) = '{}' then coalesce(withdrawn_at, $3) else withdrawn_at end
           where id = any($1::int4[])`,
    values: [int4Array(ids), feedId, at],
  });
}

/** New ids, in one block: only the holder of the lock takes any. */
export async function reserveAdvisoryIds(on: ClientBase, count: number): Promise<number[]> {
  const { rows } = await on.query<{ last: number }>({
    name: "advisories-reserve",
    text: "select setval('advisory_id_seq', nextval('advisory_id_seq') + $1 - 1)::int4 as last",
    values: [count],
  });
  const last = rows[0]?.last ?? 0;
  return Array.from({ length: count }, (_, i) => last - count + 1 + i);
}

export async function deleteAdvisories(on: ClientBase, ids: readonly number[]): Promise<void> {
  await on.query({ name: "advisories-delete", text: "delete from advisory where id = any($1::int4[])", values: [int4Array(ids)] });
}

/** Writes advisories under ids that are free: new ones, or those of rows that were deleted before. */
export async function copyAdvisories(on: ClientBase, written: readonly (Written & { id: number })[], groupOf: (id: number) => number, revision: number) {
  // biome-ignore format: in the order of the fields below
  const columns = [
    "id", "source", "key", "kind", "vulnerability_id", "modified_at", "published_at", "withdrawn_at", "aliases", "summary", "severities",
    "feed_ids", "digest", "packed_digest", "raw", "revision",
  ];
  await BinaryCopy.into(on, "advisory", columns, async (copy) => {
    for (const { id, advisory, times, feedIds, digest, packedDigest, raw } of written) {
      copy.begin();
      copy.int4(id);
      copy.text(advisory.source);
      copy.text(advisory.key);
      copy.text(advisory.kind);
      copy.int4(groupOf(id));
      copy.micros(times.modified);
      copy.orNull(times.published, copy.micros);
      copy.orNull(times.withdrawn, copy.micros);
      copy.textArray(advisory.aliases);
      copy.orNull(advisory.summary, copy.text);
      copy.orNull(advisory.severities.length === 0 ? null : advisory.severities, copy.json);
      copy.int4Array(feedIds);
      copy.bytes(digest);
      copy.orNull(packedDigest, copy.bytes);
      copy.bytes(raw);
      copy.int2(revision);
      if (copy.rows % 50 === 0) await copy.settle();
    }
  });
}

/** Gives advisories the group at the same place. */
export async function moveAdvisories(on: ClientBase, ids: readonly number[], groups: readonly number[]): Promise<void> {
  await on.query({
    name: "advisories-move",
    text: `update advisory a set vulnerability_id = moved.to_group from unnest($1::int4[], $2::int4[]) as moved(id, to_group)
           where a.id = moved.id and a.id = any($1::int4[])`,
    values: [int4Array(ids), int4Array(groups)],
  });
}
