import { createRule, createRuleSchema, dryRunSchema, listRules, mappingChangesSchema, orderRules, orderRulesSchema, ruleListSchema } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], response: ruleListSchema }, ({ ctx }) => listRules({ ctx, input: {} }));

export const POST = apiRoute(
  { scopes: ["aws:write"], query: dryRunSchema, body: createRuleSchema, response: mappingChangesSchema },
  async ({ ctx, query, body, reply }) => {
    const dryRun = query.dryRun === "true";
    const changes = await createRule({ ctx, input: { ...body, dryRun } });
    if (!dryRun) reply.status = 201;
    return changes;
  },
);

export const PATCH = apiRoute({ scopes: ["aws:write"], body: orderRulesSchema, response: mappingChangesSchema }, ({ ctx, body }) =>
  orderRules({ ctx, input: body }),
);
