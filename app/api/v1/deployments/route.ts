import { apiRoute } from "@/lib/http";
import {
  deploymentAnswerSchema,
  deploymentBodySchema,
  deploymentListSchema,
  listDeployments,
  listDeploymentsSchema,
  recordDeployment,
} from "@/lib/inventory/deployments";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listDeploymentsSchema, response: deploymentListSchema }, ({ ctx, query }) =>
  listDeployments({ ctx, input: query }),
);

export const POST = apiRoute({ scopes: ["deployment:write"], body: deploymentBodySchema, response: deploymentAnswerSchema }, async ({ ctx, body, reply }) => {
  const { created, ...answer } = await recordDeployment({ ctx, input: body });
  if (created) reply.status = 201;
  return answer;
});
