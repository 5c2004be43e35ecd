import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit";
import { selectArtifacts } from "@/lib/aws/resources/queries/artifacts";
import { insertRule, type NewRule, selectReached, selectRules } from "@/lib/aws/resources/queries/rules";
import { type CreateRule, createRuleSchema, type MappingChanges } from "@/lib/aws/resources/schemas";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { changeRules } from "./change-rules";

/** More rules than people can order. */
const rulesMax = 2_000;

/**
 * Makes a rule that says which artifact resources are, and maps those that it reaches; with `dryRun` says which these would be, and changes nothing.
 * Needs `aws:write`; throws `invalid`, `not_found` for the artifact and `conflict` where there is such a rule.
 */
export async function createRule({ ctx, input }: Verb<CreateRule & { dryRun?: boolean }>): Promise<MappingChanges> {
  requireScope(ctx, "aws:write");
  const { dryRun = false, ...asked } = input;
  const { position, account = null, label = null, ...said } = createRuleSchema.parse(asked);
  const at = new Date();
  const makeRule = async (client: PoolClient) => {
    const rule = { ...said, account, label, position: position ?? rulesMax, createdBy: ctx.actor.name, createdAt: at };
    return { resourceIds: await selectReached(client, rule), ruleId: await addRule(client, ctx, rule) };
  };
  return changeRules(makeRule, { dryRun, at });
}

/** Adds a rule at its position, or the last one where that is beyond. On the caller's transaction, under the lock of AWS. */
export async function addRule(client: PoolClient, ctx: Context, asked: NewRule): Promise<number> {
  if (!(await selectArtifacts(client, [asked.artifactId])).has(asked.artifactId)) throw artifactNotFound(asked.artifactId);
  const rules = await selectRules(client);
  if (rules.length >= rulesMax)
    throw new WhereinError("conflict", `There are ${rulesMax} rules already. Replace some by one with a wildcard.`, { reason: "mapping_rules_too_many" });
  const same = rules.find(({ type, account, name, label }) => type === asked.type && account === asked.account && name === asked.name && label === asked.label);
  if (same) throw ruleExists(same.position);
  const rule = { ...asked, position: Math.min(asked.position, rules.length + 1) };
  const id = await insertRule(client, rule);
  const { createdBy: _, createdAt: at, ...detail } = rule;
  await recordAudit(client, ctx, { action: "aws_mapping_rule.created", subjectKind: "aws_mapping_rule", subjectId: `${id}`, detail }, at);
  return id;
}

function artifactNotFound(id: number): WhereinError {
  return new WhereinError("not_found", `There is no artifact with the number ${id}. /api/v1/services/{slug} lists those of a service.`, {
    reason: "artifact_not_found",
    errors: [{ pointer: "/artifactId", detail: "Not found", code: "artifact_not_found" }],
  });
}

function ruleExists(position: number): WhereinError {
  return new WhereinError("conflict", `Rule ${position} is for the same resources. Delete it first: of two the second would never count.`, {
    reason: "mapping_rule_exists",
    errors: [{ pointer: "/name", detail: "Taken", code: "taken" }],
  });
}
