import { apiRoute, fileResponse } from "@/lib/http";
import { exportPlanSchema, exportRemediationPlan, remediationPlanSchema } from "@/lib/remediation/plan";

export const GET = apiRoute(
  { scopes: ["inventory:read"], query: exportPlanSchema, response: remediationPlanSchema, rawResponse: true },
  async ({ ctx, query }) => fileResponse(await exportRemediationPlan({ ctx, input: query })),
);
