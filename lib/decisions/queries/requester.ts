import type { ClientBase } from "pg";

/** The id of the person who made a token; null: it was made on the command line. */
export async function selectTokenMaker(client: ClientBase, tokenId: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>({
    name: "decisions-token-maker",
    text: `select actor_id as id from audit_event
      where subject_kind = 'token' and subject_id = $1 and action = 'token.created' and actor_kind = 'user' and actor_id is not null limit 1`,
    values: [tokenId],
  });
  return rows[0]?.id ?? null;
}
