import { listSources, listSourcesSchema, sourceListSchema } from "@/lib/advisories/sources";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listSourcesSchema, response: sourceListSchema }, ({ ctx, query }) =>
  listSources({ ctx, input: query }),
);
