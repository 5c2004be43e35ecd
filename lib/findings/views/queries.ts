import type { ClientBase, Pool } from "pg";

export type ViewRow = { id: string; userId: string; name: string; search: string; shared: boolean; createdAt: Date; by: string };

const columns = `v.id, v.user_id as "userId", v.name, v.search, v.shared, v.created_at as "createdAt", coalesce(u.name, 'somebody who is gone') as by`;
const from = "saved_view v left join app_user u on u.id = v.user_id";

/** The views of a person, then those that others share, each by name. */
export async function selectViews(on: Pool, userId: string | null): Promise<ViewRow[]> {
  const { rows } = await on.query<ViewRow>({
    text: `select ${columns} from ${from} where v.user_id = $1 or v.shared order by v.user_id is not distinct from $1 desc, lower(v.name), v.id limit 500`,
    values: [userId],
  });
  return rows;
}

/** A view, locked until the transaction ends. */
export async function lockView(client: ClientBase, id: string): Promise<ViewRow | null> {
  const { rows } = await client.query<ViewRow>({ text: `select ${columns} from ${from} where v.id = $1 for update of v`, values: [id] });
  return rows[0] ?? null;
}

/** Counts a person's views; others of the same person wait until the transaction ends. */
export async function countOwnViews(client: ClientBase, userId: string): Promise<number> {
  await client.query("select from app_user where id = $1 for no key update", [userId]);
  const { rows } = await client.query<{ n: number }>("select count(*)::int as n from saved_view where user_id = $1", [userId]);
  return rows[0]?.n ?? 0;
}

export async function insertView(client: ClientBase, { id, userId, name, search, shared, createdAt }: Omit<ViewRow, "by">): Promise<void> {
  await client.query({
    text: "insert into saved_view (id, user_id, name, search, shared, created_at) values ($1, $2, $3, $4, $5, $6)",
    values: [id, userId, name, search, shared, createdAt],
  });
}

export async function updateView(client: ClientBase, { id, name, search, shared }: Pick<ViewRow, "id" | "name" | "search" | "shared">): Promise<void> {
  await client.query({ text: "update saved_view set name = $2, search = $3, shared = $4 where id = $1", values: [id, name, search, shared] });
}

export async function deleteViewRow(client: ClientBase, id: string): Promise<void> {
  await client.query("delete from saved_view where id = $1", [id]);
}
