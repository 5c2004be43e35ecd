import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

/** Of the vulnerabilities of these advisories, those that are malware or have a standing alert. */
export async function selectAlertCandidatesOf(on: ClientBase, advisoryIds: readonly number[]): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>(
    `with touched as materialized (select distinct vulnerability_id as id from advisory where id = any($1::int4[]))
     select id from touched where (select kind from vulnerability v where v.id = touched.id) = 'malware'
         or (select true from alert a where a.vulnerability_id = touched.id and a.retracted_at is null) order by id`,
    [int4Array(advisoryIds)],
  );
  return rows.map(({ id }) => id);
}
