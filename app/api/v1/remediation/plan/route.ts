import { apiRoute } from "@/lib/http";
import { askPlanSchema, getRemediationPlan, remediationPlanSchema } from "@/lib/remediation/plan";

export const GET = apiRoute({ scopes: ["inventory:read"], query: askPlanSchema, response: remediationPlanSchema }, ({ ctx, query }) =>
  getRemediationPlan({ ctx, input: query }),
);
