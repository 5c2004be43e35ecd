import type { ClientBase } from "pg";

/** When the oldest build that is not stale yet was built; null when there is none. By the index on that time. */
export async function selectNextStaleAt(client: ClientBase, staleBefore: Date): Promise<Date | null> {
  const { rows } = await client.query<{ at: Date | null }>({
    name: "blast-radius-next-stale",
    text: "select min(head_built_at) as at from artifact_head where head_built_at >= $1",
    values: [staleBefore],
  });
  return rows[0]?.at ?? null;
}
