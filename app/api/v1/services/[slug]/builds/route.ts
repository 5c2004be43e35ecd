import { apiRoute } from "@/lib/http";
import { buildListSchema, getServiceSchema, listServiceBuilds, listServiceBuildsSchema } from "@/lib/inventory/read";

const query = listServiceBuildsSchema.omit({ slug: true });

export const GET = apiRoute({ scopes: ["inventory:read"], params: getServiceSchema, query, response: buildListSchema }, ({ ctx, params, query: filters }) =>
  listServiceBuilds({ ctx, input: { ...filters, ...params } }),
);
