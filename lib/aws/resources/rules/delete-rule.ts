import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit";
import { deleteRuleRow, type MappingRule, selectReached, selectRules } from "@/lib/aws/resources/queries/rules";
import type { MappingChanges } from "@/lib/aws/resources/schemas";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { changeRules } from "./change-rules";

/** Deletes a rule; what it mapped is looked for again. Needs `aws:write`; throws `not_found`. */
export async function deleteRule({ ctx, input: { id } }: Verb<{ id: number }>): Promise<MappingChanges> {
  requireScope(ctx, "aws:write");
  const at = new Date();
  return changeRules(
    async (client) => {
      const rule = (await selectRules(client)).find((each) => each.id === id);
      if (!rule) throw new WhereinError("not_found", `There is no mapping rule with the id ${id}.`, { reason: "mapping_rule_not_found" });
      await removeRule(client, ctx, rule, at);
      return { resourceIds: await selectReached(client, rule), ruleId: null };
    },
    { dryRun: false, at },
  );
}

/** The same on the caller's transaction, for a rule that there is, under the lock of AWS. */
export async function removeRule(client: PoolClient, ctx: Context, rule: MappingRule, at: Date): Promise<void> {
  await deleteRuleRow(client, rule);
  const { id, createdBy: _by, createdAt: _at, ...detail } = rule;
  await recordAudit(client, ctx, { action: "aws_mapping_rule.deleted", subjectKind: "aws_mapping_rule", subjectId: `${id}`, detail }, at);
}
