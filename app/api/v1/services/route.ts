import { apiRoute } from "@/lib/http";
import { listServices, listServicesSchema, serviceListSchema } from "@/lib/inventory/read";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listServicesSchema, response: serviceListSchema }, ({ ctx, query }) =>
  listServices({ ctx, input: query }),
);
