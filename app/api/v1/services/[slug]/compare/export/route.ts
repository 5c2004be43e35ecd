import { apiRoute, fileResponse } from "@/lib/http";
import { comparisonSchema, exportComparison, exportComparisonQuerySchema } from "@/lib/inventory/compare";
import { getServiceSchema } from "@/lib/inventory/read";

export const GET = apiRoute(
  { scopes: ["inventory:read"], params: getServiceSchema, query: exportComparisonQuerySchema, response: comparisonSchema, rawResponse: true },
  async ({ ctx, params, query }) => fileResponse(await exportComparison({ ctx, input: { ...params, ...query } })),
);
