import { apiRoute } from "@/lib/http";
import { assessmentSchema, getBuildAssessment, getBuildSchema } from "@/lib/inventory/read";

export const GET = apiRoute({ scopes: ["inventory:read"], params: getBuildSchema, response: assessmentSchema }, ({ ctx, params }) =>
  getBuildAssessment({ ctx, input: params }),
);
