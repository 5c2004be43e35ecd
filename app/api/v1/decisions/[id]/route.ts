import { decisionPathSchema, decisionQuerySchema, decisionSchema, getDecision } from "@/lib/decisions";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(
  { scopes: ["inventory:read"], params: decisionPathSchema, query: decisionQuerySchema, response: decisionSchema },
  ({ ctx, params, query }) => getDecision({ ctx, input: { ...params, ...query } }),
);
