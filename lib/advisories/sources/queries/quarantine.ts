import type { Pool } from "pg";

export type QuarantinedRow = {
  key: string;
  code: string;
  detail: string;
  pointer: string | null;
  sha256: string;
  bytes: number;
  isCut: boolean;
  firstSeenAt: Date;
  lastSeenAt: Date;
};
export type SourceName = { id: number; kind: "osv" | "kev" | "epss"; name: string; rows: number };

/** What the feed is called and how many of its records are in quarantine; null: there is no such feed. */
export async function selectSourceName(db: Pool, id: number): Promise<SourceName | null> {
  const result = await db.query<SourceName>({
    text: `select id, kind, name, (select count(*) from advisory_quarantine where feed_id = $1)::int as rows from advisory_feed where id = $1`,
    values: [id],
  });
  return result.rows[0] ?? null;
}

/** Records in quarantine by key, after the key `after`. What is as long as it may be and has another digest was cut off. */
export async function selectQuarantined(db: Pool, feedId: number, after: string | null, limit: number): Promise<QuarantinedRow[]> {
  const result = await db.query<QuarantinedRow>({
    text: `select key, code, detail, pointer, encode(digest, 'hex') as sha256, octet_length(raw) as bytes,
        octet_length(raw) >= 1048576 and sha256(raw) <> digest as "isCut", first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"
      from advisory_quarantine where feed_id = $1 and ($2::text is null or key > $2) order by key limit $3`,
    values: [feedId, after, limit],
  });
  return result.rows;
}

export async function selectQuarantinedRaw(db: Pool, feedId: number, key: string): Promise<Buffer | null> {
  const result = await db.query<{ raw: Buffer }>({ text: "select raw from advisory_quarantine where feed_id = $1 and key = $2", values: [feedId, key] });
  return result.rows[0]?.raw ?? null;
}
