import type { ClientBase } from "pg";

/** Rows of a table, as the planner believes; less than none where it does not know yet. */
export async function aboutHowMany(client: ClientBase, table: "open_finding" | "vulnerability"): Promise<number> {
  const { rows } = await client.query<{ n: number }>({
    name: "findings-about",
    text: "select reltuples as n from pg_class where oid = $1::text::regclass",
    values: [table],
  });
  return rows[0]?.n ?? 0;
}
