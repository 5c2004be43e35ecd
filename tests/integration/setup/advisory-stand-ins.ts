import type { PoolClient } from "pg";
import type { Advisory } from "@/lib/advisories/model";
import type { AdvisoryBatch, AppliedCounts, Refusal } from "@/lib/advisories/sync/sync-parts";

/** Reads as much of a record as the mirror's own tests need. */
export function readRecordPlainly(bytes: Buffer): { kind: "advisory"; advisory: Advisory } | ({ kind: "refused" } & Refusal) {
  try {
    const { id, modified, withdrawn = null, aliases = [], summary = null } = JSON.parse(bytes.toString());
    if (!modified) return { kind: "refused", key: id ?? null, code: "schema_invalid", detail: "It has no time of modification.", pointer: "/modified" };
    return {
      kind: "advisory",
      advisory: {
        source: "osv",
        key: id,
        kind: "vulnerability",
        modifiedAt: modified,
        publishedAt: null,
        withdrawnAt: withdrawn,
        aliases,
        summary,
        severities: [],
        ranges: [],
        versions: [],
        skipped: [],
      },
    };
  } catch (error) {
    return { kind: "refused", key: null, code: "not_json", detail: String(error), pointer: null };
  }
}

/** Stores a batch as far as the mirror's own tests look at it. */
export async function applyPlainly(client: PoolClient, { feedId, records, removedKeys, at }: AdvisoryBatch): Promise<AppliedCounts> {
  const counts = { added: 0, changed: 0, unchanged: 0, removed: 0 };
  for (const { advisory, raw, digest } of records) {
    const { rows } = await client.query(
      `insert into advisory as a (source, key, kind, vulnerability_id, modified_at, withdrawn_at, aliases, summary, feed_ids, digest, raw, revision)
       values ('osv', $1, $2, 0, $3, $4, $5, $6, array[$7::int], $8, $9, 1)
       on conflict (source, key) do update set modified_at = excluded.modified_at, withdrawn_at = excluded.withdrawn_at, digest = excluded.digest,
         raw = excluded.raw, feed_ids = case when $7 = any(a.feed_ids) then a.feed_ids else a.feed_ids || $7 end
       where a.modified_at <= excluded.modified_at returning (xmax = 0) as added`,
      [advisory.key, advisory.kind, advisory.modifiedAt, advisory.withdrawnAt, advisory.aliases, advisory.summary, feedId, digest, raw],
    );
    counts[rows.length === 0 ? "unchanged" : rows[0].added ? "added" : "changed"] += 1;
  }
  const { rowCount } = await client.query(
    `update advisory set feed_ids = array_remove(feed_ids, $1), withdrawn_at = case when feed_ids = array[$1::int] then $3 else withdrawn_at end
     where key = any($2) and $1 = any(feed_ids)`,
    [feedId, removedKeys, at],
  );
  counts.removed = rowCount ?? 0;
  return counts;
}
