import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";

/** What advisories and vulnerabilities are called. */
export type SaidBy = { advisories: ReadonlyMap<number, { source: string; id: string }>; vulnerabilities: ReadonlyMap<number, string> };

export async function selectSaidBy(client: ClientBase, advisoryIds: readonly number[], vulnerabilityIds: readonly number[]): Promise<SaidBy> {
  if (vulnerabilityIds.length === 0) return { advisories: new Map(), vulnerabilities: new Map() };
  const [advisories, vulnerabilities] = await Promise.all([
    client.query<{ rowId: number; source: string; id: string }>({
      name: "plan-advisories",
      text: `select id as "rowId", source, key as id from advisory where id = any($1::int4[])`,
      values: [int4Array(advisoryIds)],
    }),
    client.query<{ rowId: number; id: string }>({
      name: "plan-vulnerability-ids",
      text: `select id as "rowId", display_id as id from vulnerability where id = any($1::int4[])`,
      values: [int4Array(vulnerabilityIds)],
    }),
  ]);
  return {
    advisories: new Map(advisories.rows.map(({ rowId, source, id }) => [rowId, { source, id }])),
    vulnerabilities: new Map(vulnerabilities.rows.map(({ rowId, id }) => [rowId, id])),
  };
}
