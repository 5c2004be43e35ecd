import { decisionPathSchema, decisionRowSchema, endBodySchema, endDecision } from "@/lib/decisions";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(
  { scopes: ["findings:write"], params: decisionPathSchema, body: endBodySchema, response: decisionRowSchema },
  ({ ctx, params, body }) => endDecision({ ctx, input: { ...params, ...body } }),
);
