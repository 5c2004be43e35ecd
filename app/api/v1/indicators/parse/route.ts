import { apiRoute, readBytes } from "@/lib/http";
import { indicatorBytesMax, indicatorListSchema, parseIndicators, parseIndicatorsSchema } from "@/lib/indicators";

export const POST = apiRoute({ scopes: ["inventory:read"], query: parseIndicatorsSchema, response: indicatorListSchema }, async ({ ctx, query, request }) =>
  parseIndicators({ ctx, input: { ...query, bytes: await readBytes(request, indicatorBytesMax) } }),
);
