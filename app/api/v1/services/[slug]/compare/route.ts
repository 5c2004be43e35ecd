import { apiRoute } from "@/lib/http";
import { compareBuilds, compareQuerySchema, comparisonSchema } from "@/lib/inventory/compare";
import { getServiceSchema } from "@/lib/inventory/read";

export const GET = apiRoute(
  { scopes: ["inventory:read"], params: getServiceSchema, query: compareQuerySchema, response: comparisonSchema },
  ({ ctx, params, query }) => compareBuilds({ ctx, input: { ...params, ...query } }),
);
