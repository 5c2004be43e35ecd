import type { ClientBase } from "pg";

/** A record that could not be read, as it is kept; `digest` is of all its bytes, `raw` may be cut off. */
export type QuarantineRow = { key: string; code: string; detail: string; pointer: string | null; digest: Buffer; raw: Buffer };

/** Keeps them with their reasons; a key that is there already keeps the moment it was first seen. */
export async function upsertQuarantine(on: ClientBase, feedId: number, rows: readonly QuarantineRow[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await on.query({
    name: "quarantine-upsert",
    text: `insert into advisory_quarantine (feed_id, key, code, detail, pointer, digest, raw, first_seen_at, last_seen_at)
      select $1, key, code, detail, pointer, digest, raw, $2::timestamptz, $2::timestamptz
      from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[]) as q(key, code, detail, pointer, digest, raw)
      on conflict (feed_id, key) do update set code = excluded.code, detail = excluded.detail, pointer = excluded.pointer, digest = excluded.digest,
        raw = excluded.raw, last_seen_at = excluded.last_seen_at`,
    values: [
      feedId,
      at,
      rows.map(({ key }) => key),
      rows.map(({ code }) => code),
      rows.map(({ detail }) => detail),
      rows.map(({ pointer }) => pointer),
      rows.map(({ digest }) => digest),
      rows.map(({ raw }) => raw),
    ],
  });
}

/** Ends the quarantine of keys that could be read. */
export async function deleteQuarantine(on: ClientBase, feedId: number, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await on.query({ name: "quarantine-delete", text: "delete from advisory_quarantine where feed_id = $1 and key = any($2::text[])", values: [feedId, keys] });
}

/** Ends the quarantine of what a pass over everything, begun at `since`, did not see again. */
export async function deleteQuarantineUnseen(on: ClientBase, feedId: number, since: Date): Promise<void> {
  await on.query("delete from advisory_quarantine where feed_id = $1 and last_seen_at < $2", [feedId, since]);
}
