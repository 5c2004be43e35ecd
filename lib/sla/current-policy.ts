import type { ClientBase, Pool } from "pg";
import { defaultPolicy } from "./default-policy";
import { selectCurrentPolicy } from "./queries/policies";
import { type SlaRule, slaRulesSchema } from "./rule";

/** The rules that count now: of the last edition, or the defaults while there is none. */
export async function currentPolicy(on: ClientBase | Pool): Promise<readonly SlaRule[]> {
  const edition = await selectCurrentPolicy(on);
  return edition === null ? defaultPolicy : slaRulesSchema.parse(edition.rules);
}
