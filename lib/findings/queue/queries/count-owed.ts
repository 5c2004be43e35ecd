import type { ClientBase, Pool } from "pg";
import { editionSql } from "./edition";

/** How many artifacts have findings whose ranks and due times are still by an older policy or older scores. */
export async function countOwed(on: ClientBase | Pool): Promise<number> {
  const { rows } = await on.query<{ n: number }>({
    name: "queue-count-owed",
    text: `select count(*)::int as n from artifact_findings f where f.queue_rev < ${editionSql} and exists (select from open_finding o where o.artifact_id = f.artifact_id)`,
  });
  return rows[0]?.n ?? 0;
}
