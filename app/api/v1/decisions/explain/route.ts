import { explainDecision, explainDecisionSchema, explanationSchema } from "@/lib/decisions";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: explainDecisionSchema, response: explanationSchema }, ({ ctx, query }) =>
  explainDecision({ ctx, input: query }),
);
