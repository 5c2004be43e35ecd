import { recordAudit } from "@/lib/audit";
import { selectRuled, selectRules, updateOrder } from "@/lib/aws/resources/queries/rules";
import { type MappingChanges, type OrderRules, orderRulesSchema } from "@/lib/aws/resources/schemas";
import { requireScope, type Verb } from "@/lib/context";
import { type InputFault, WhereinError } from "@/lib/errors";
import { changeRules } from "./change-rules";

/** Puts the rules into another order, all of them at once. Needs `aws:write`; throws `conflict` unless it names each rule that there is once. */
export async function orderRules({ ctx, input }: Verb<OrderRules>): Promise<MappingChanges> {
  requireScope(ctx, "aws:write");
  const { order } = orderRulesSchema.parse(input);
  const at = new Date();
  return changeRules(
    async (client) => {
      const before = (await selectRules(client)).map(({ id }) => id);
      requireEach(before, order);
      if (before.every((id, index) => id === order[index])) return { resourceIds: [], ruleId: null };
      await updateOrder(client, order);
      await recordAudit(client, ctx, { action: "aws_mapping_rule.ordered", subjectKind: "aws_mapping_rule", subjectId: "all", detail: { order, before } }, at);
      // Another order of rules only matters to what one of them fits, and then one of them counts already.
      return { resourceIds: await selectRuled(client), ruleId: null };
    },
    { dryRun: false, at },
  );
}

function requireEach(rules: readonly number[], order: readonly number[]): void {
  const known = new Set(rules);
  const seen = new Set<number>();
  const errors: InputFault[] = order.flatMap((id, index) => {
    const code = seen.has(id) ? "repeated" : known.has(id) ? null : "mapping_rule_not_found";
    seen.add(id);
    return code === null ? [] : [{ pointer: `/order/${index}`, detail: code === "repeated" ? "It stands in the list twice" : "There is no such rule", code }];
  });
  const missing = rules.filter((id) => !seen.has(id));
  if (missing.length > 0) errors.push({ pointer: "/order", detail: `Without ${missing.join(", ")}`, code: "incomplete" });
  if (errors.length === 0) return;
  throw new WhereinError("conflict", "The order names each rule once. Read the rules again: somebody may have changed them.", {
    reason: "mapping_order_incomplete",
    errors,
  });
}
