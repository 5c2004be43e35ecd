import { toRule } from "@/lib/aws/resources/present";
import { selectResourceFacts } from "@/lib/aws/resources/queries/facts";
import { selectNamedRules, selectRuled } from "@/lib/aws/resources/queries/rules";
import type { RuleList } from "@/lib/aws/resources/schemas";
import { requireScope, type Verb } from "@/lib/context";
import { inSnapshot } from "@/lib/inventory/read/queries/snapshot";
import { ruleFinder } from "./first-rule";

/** Every rule in the order in which they count, with how many resources are mapped by each. Needs `inventory:read`. */
export async function listRules({ ctx }: Verb<Record<string, never>>): Promise<RuleList> {
  requireScope(ctx, "inventory:read");
  return inSnapshot(async (client) => {
    const rules = await selectNamedRules(client);
    const ruleOf = ruleFinder(rules);
    const mapped = new Map<number, number>();
    for (const resource of await selectResourceFacts(client, await selectRuled(client))) {
      const rule = ruleOf(resource);
      if (rule !== null) mapped.set(rule.id, (mapped.get(rule.id) ?? 0) + 1);
    }
    return { data: rules.map((rule) => ({ ...toRule(rule), resources: mapped.get(rule.id) ?? 0 })) };
  });
}
