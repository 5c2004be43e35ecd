import { listPackageServices, listPackageServicesSchema, packageServicesSchema } from "@/lib/blast-radius";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listPackageServicesSchema, response: packageServicesSchema }, ({ ctx, query }) =>
  listPackageServices({ ctx, input: query }),
);
