import { mapByHand, mapByHandBodySchema, mappingChangesSchema, resourcePathSchema } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const PUT = apiRoute(
  { scopes: ["aws:write"], params: resourcePathSchema, body: mapByHandBodySchema, response: mappingChangesSchema },
  ({ ctx, params, body }) => mapByHand({ ctx, input: { ...body, ...params } }),
);
