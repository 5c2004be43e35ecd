import { apiRoute } from "@/lib/http";
import { getService, getServiceSchema, serviceSchema } from "@/lib/inventory/read";

export const GET = apiRoute({ scopes: ["inventory:read"], params: getServiceSchema, response: serviceSchema }, ({ ctx, params }) =>
  getService({ ctx, input: params }),
);
