import { apiRoute } from "@/lib/http";
import { searchEverything, searchEverythingSchema, searchResultSchema } from "@/lib/inventory/search";

export const GET = apiRoute({ scopes: ["inventory:read"], query: searchEverythingSchema, response: searchResultSchema }, ({ ctx, query }) =>
  searchEverything({ ctx, input: query }),
);
