import { listResources, listResourcesSchema, resourceListSchema } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listResourcesSchema, response: resourceListSchema }, ({ ctx, query }) =>
  listResources({ ctx, input: query }),
);
