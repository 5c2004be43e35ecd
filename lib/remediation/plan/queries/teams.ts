import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

/** The names of teams, by id, in the order of the names. */
export async function selectTeams(client: ClientBase, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { rows } = await client.query<{ id: number; name: string }>("select id, name from team where id = any($1::int4[]) order by name, id", [int4Array(ids)]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
