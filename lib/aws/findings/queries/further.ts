import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

/** What findings are about beside their first resource, by id. */
export async function selectFurther(on: ClientBase, findingIds: readonly number[]): Promise<Map<number, number[]>> {
  if (findingIds.length === 0) return new Map();
  const { rows } = await on.query<{ id: number; ids: number[] }>(
    `select finding_id as id, array_agg(resource_id order by resource_id) as ids from inspector_further where finding_id = any($1::int4[]) group by 1`,
    [int4Array(findingIds)],
  );
  return new Map(rows.map(({ id, ids }) => [id, ids]));
}

type Finding = { id: number; advisoryId: number | null; furtherIds: readonly number[]; before: unknown };

/** Writes the further resources of findings, and the advisory with them, where they are others than before; returns those of before. New findings without any cost nothing. */
export async function replaceFurther(on: ClientBase, findings: readonly Finding[]): Promise<Map<number, number[]>> {
  const known = findings.flatMap(({ id, before }) => (before === null ? [] : [id]));
  const stored = await selectFurther(on, known);
  const rows = findings.flatMap(({ id, advisoryId, furtherIds }) => furtherIds.map((resourceId) => ({ id, advisoryId, resourceId })));
  if (stored.size > 0) {
    await on.query(
      `delete from inspector_further x where finding_id = any($1::int4[]) and not exists (
         select from unnest($2::int4[], $3::int4[]) as said(finding_id, resource_id) where said.finding_id = x.finding_id and said.resource_id = x.resource_id)`,
      [[...stored.keys()], rows.map(({ id }) => id), rows.map(({ resourceId }) => resourceId)].map(int4Array),
    );
  }
  if (rows.length > 0) {
    await on.query(
      `insert into inspector_further as x (finding_id, resource_id, advisory_id) select * from unnest($1::int4[], $2::int4[], $3::int4[])
       on conflict (finding_id, resource_id) do update set advisory_id = excluded.advisory_id where x.advisory_id is distinct from excluded.advisory_id`,
      [int4Array(rows.map(({ id }) => id)), int4Array(rows.map(({ resourceId }) => resourceId)), rows.map(({ advisoryId }) => advisoryId)],
    );
  }
  return stored;
}
