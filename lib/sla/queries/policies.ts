import type { ClientBase, Pool } from "pg";

export type PolicyRow = { version: number; at: Date; byName: string; rules: unknown };

const columns = `version, at, by_name as "byName", rules`;
const editionsMax = 100;

/** The edition that counts, or null while nobody has set any. */
export async function selectCurrentPolicy(on: ClientBase | Pool): Promise<PolicyRow | null> {
  const { rows } = await on.query<PolicyRow>({ name: "sla-policy-current", text: `select ${columns} from sla_policy order by version desc limit 1` });
  return rows[0] ?? null;
}

/** The last editions, newest first. */
export async function selectEditions(on: Pool): Promise<PolicyRow[]> {
  const { rows } = await on.query<PolicyRow>({ text: `select ${columns} from sla_policy order by version desc limit ${editionsMax}` });
  return rows;
}

// Any constant will do, as long as every change of the policy takes the same one.
const policyLock = 6_021_025;

/** One change of the policy at a time, across processes, until this transaction ends. */
export async function lockPolicy(client: ClientBase): Promise<void> {
  await client.query({ text: "select pg_advisory_xact_lock($1)", values: [policyLock] });
}

export async function insertEdition(client: ClientBase, { version, at, byName, rules }: PolicyRow): Promise<void> {
  await client.query({
    text: "insert into sla_policy (version, at, by_name, rules) values ($1, $2, $3, $4::jsonb)",
    values: [version, at, byName, JSON.stringify(rules)],
  });
}
