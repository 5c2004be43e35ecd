import type { PoolClient } from "pg";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { type ResourceFacts, selectResourceFacts } from "./queries/facts";
import { selectMappings } from "./queries/mappings";
import { selectReached, selectRules } from "./queries/rules";
import { changeRules } from "./rules/change-rules";
import { addRule } from "./rules/create-rule";
import { removeRule } from "./rules/delete-rule";
import { type MapByHand, type MappingChanges, mapByHandSchema } from "./schemas";

/**
 * Says which artifact a resource is. That is a rule for resources of its type with exactly its name, the first of all, so that those that are
 * added tomorrow under the same name are it too; it replaces one for the same. Needs `aws:write`; throws `not_found`, and `conflict` for what its digest or its scan tells.
 */
export async function mapByHand({ ctx, input }: Verb<MapByHand>): Promise<MappingChanges> {
  requireScope(ctx, "aws:write");
  const { id, artifactId, everyAccount } = mapByHandSchema.parse(input);
  const at = new Date();
  const change = async (client: PoolClient) => {
    const { type, account, name } = await findUntold(client, id);
    const rule = { type, account: everyAccount ? null : account, name, label: null, artifactId };
    return { ruleId: await replaceRule(client, ctx, rule, at), resourceIds: await selectReached(client, rule) };
  };
  return changeRules(change, { dryRun: false, at });
}

type HandRule = Pick<ResourceFacts, "type" | "name"> & { account: string | null; label: null; artifactId: number };

async function replaceRule(client: PoolClient, ctx: Context, rule: HandRule, at: Date): Promise<number> {
  const same = (await selectRules(client)).find(
    ({ type, account, name, label }) => type === rule.type && account === rule.account && name === rule.name && label === null,
  );
  if (same?.artifactId === rule.artifactId && same.position === 1) return same.id;
  if (same) await removeRule(client, ctx, same, at);
  return addRule(client, ctx, { ...rule, position: 1, createdBy: ctx.actor.name, createdAt: at });
}

async function findUntold(client: PoolClient, id: number): Promise<ResourceFacts> {
  const [facts] = await selectResourceFacts(client, [id]);
  const told = (await selectMappings(client, [id])).find(({ by }) => by === "digest" || by === "index" || by === "scan");
  if (told) {
    const detail = `Which artifact this is is told by its ${told.by === "scan" ? "scan" : "digest"}, which no rule overrules.`;
    throw new WhereinError("conflict", detail, { reason: "resource_told_by_digest" });
  }
  if (!facts) throw new WhereinError("not_found", `There is no AWS resource with the id ${id} that can be mapped.`, { reason: "aws_resource_not_found" });
  return facts;
}
