import { apiRoute } from "@/lib/http";
import { componentListSchema, getServiceSchema, listServiceComponents, listServiceComponentsSchema } from "@/lib/inventory/read";

const query = listServiceComponentsSchema.omit({ slug: true });

export const GET = apiRoute({ scopes: ["inventory:read"], params: getServiceSchema, query, response: componentListSchema }, ({ ctx, params, query: filters }) =>
  listServiceComponents({ ctx, input: { ...filters, ...params } }),
);
