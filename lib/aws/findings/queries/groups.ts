import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

/** The vulnerabilities that advisories belong to. */
export async function selectGroups(on: ClientBase, advisoryIds: readonly number[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>("select distinct vulnerability_id as id from advisory where id = any($1::int4[])", [int4Array(advisoryIds)]);
  return rows.map(({ id }) => id);
}
