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

type Finding = { id: number; furtherIds: readonly number[]; before: unknown };

/** Writes the further resources of findings where they are others than before; returns those of before. New findings without any cost nothing. */
export async function replaceFurther(on: ClientBase, findings: readonly Finding[]): Promise<Map<number, number[]>> {
  const known = findings.flatMap(({ id, before }) => (before === null ? [] : [id]));
  const stored = await selectFurther(on, known);
  const pairs = findings.flatMap(({ id, furtherIds }) => furtherIds.map((resourceId) => ({ id, resourceId })));
  if (stored.size > 0) {
    await on.query(
      `delete from inspector_further x where finding_id = any($1::int4[]) and not exists (
         select from unnest($2::int4[], $3::int4[]) as said(finding_id, resource_id) where said.finding_id = x.finding_id and said.resource_id = x.resource_id)`,
      [[...stored.keys()], pairs.map(({ id }) => id), pairs.map(({ resourceId }) => resourceId)].map(int4Array),
    );
  }
  if (pairs.length > 0) {
    await on.query("insert into inspector_further (finding_id, resource_id) select * from unnest($1::int4[], $2::int4[]) on conflict do nothing", [
      int4Array(pairs.map(({ id }) => id)),
      int4Array(pairs.map(({ resourceId }) => resourceId)),
    ]);
  }
  return stored;
}
