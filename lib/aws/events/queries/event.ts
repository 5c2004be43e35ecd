import type { ClientBase, Pool } from "pg";

/** Writes down that these were taken in; the keys that were not there before. */
export async function insertEvents(client: ClientBase, keys: readonly string[], at: Date): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>({
    name: "aws-events-insert",
    text: "insert into aws_event (id, received_at) select k, $2 from unnest($1::text[]) as k on conflict (id) do nothing returning id",
    values: [keys, at],
  });
  return new Set(rows.map(({ id }) => id));
}

/** Forgets up to `limit` events that were received before a moment, oldest first; how many. */
export async function deleteEvents(db: Pool, before: Date, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    "delete from aws_event where id in (select id from aws_event where received_at < $1 order by received_at limit $2 for update skip locked)",
    [before, limit],
  );
  return rowCount ?? 0;
}
