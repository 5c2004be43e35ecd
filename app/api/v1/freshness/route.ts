import { apiRoute } from "@/lib/http";
import { freshnessSchema, freshnessSummary, freshnessSummarySchema } from "@/lib/inventory/read";

export const GET = apiRoute({ scopes: ["inventory:read"], query: freshnessSummarySchema, response: freshnessSchema }, ({ ctx, query }) =>
  freshnessSummary({ ctx, input: query }),
);
