import type { ClientBase, Pool } from "pg";

export type PolicyRow = { version: number; at: Date; byName: string; rules: unknown };

const columns = `version, at, by_name as "byName", rules`;

/** The edition that counts, or null while nobody has set any. */
export async function selectCurrentPolicy(on: ClientBase | Pool): Promise<PolicyRow | null> {
  const { rows } = await on.query<PolicyRow>({ name: "sla-policy-current", text: `select ${columns} from sla_policy order by version desc limit 1` });
  return rows[0] ?? null;
}
