import { apiRoute } from "@/lib/http";
import { getPackage, getPackageSchema, packageSchema } from "@/lib/inventory/read";

export const GET = apiRoute({ scopes: ["inventory:read"], query: getPackageSchema, response: packageSchema }, ({ ctx, query }) =>
  getPackage({ ctx, input: query }),
);
