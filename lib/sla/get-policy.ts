import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { countOwed } from "@/lib/findings/queue";
import { defaultPolicy } from "./default-policy";
import { type PolicyRow, selectCurrentPolicy, selectEditions } from "./queries/policies";
import { slaRulesSchema } from "./rule";
import type { SlaEdition, SlaEditionList, SlaPolicy } from "./schemas";

/** The policy that counts. Needs `inventory:read`. */
export async function getSlaPolicy({ ctx }: Verb<Record<string, never>>): Promise<SlaPolicy> {
  requireScope(ctx, "inventory:read");
  const [row, pending] = await Promise.all([selectCurrentPolicy(pool()), countOwed(pool())]);
  return { ...toEdition(row), pending };
}

/** Every edition that was set, newest first, at most a hundred. Needs `inventory:read`. */
export async function listSlaEditions({ ctx }: Verb<Record<string, never>>): Promise<SlaEditionList> {
  requireScope(ctx, "inventory:read");
  return { data: (await selectEditions(pool())).map(toEdition) };
}

/** Null: the defaults. */
export function toEdition(row: PolicyRow | null): SlaEdition {
  if (row === null) return { version: 0, at: null, by: null, rules: [...defaultPolicy] };
  return { version: row.version, at: row.at.toISOString(), by: row.byName, rules: slaRulesSchema.parse(row.rules) };
}
