import { apiRoute } from "@/lib/http";
import { deploymentAnswerSchema, deploymentPathSchema, endBodySchema, endDeployment } from "@/lib/inventory/deployments";

export const POST = apiRoute(
  { scopes: ["deployment:write"], params: deploymentPathSchema, query: endBodySchema, response: deploymentAnswerSchema },
  ({ ctx, params, query }) => endDeployment({ ctx, input: { ...query, ...params } }),
);
