import {
  getVulnerabilitySchema,
  listVulnerabilityServices,
  listVulnerabilityServicesSchema,
  vulnerabilityServicesSchema,
} from "@/lib/advisories/vulnerabilities";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(
  {
    scopes: ["inventory:read"],
    params: getVulnerabilitySchema,
    query: listVulnerabilityServicesSchema.omit({ id: true }),
    response: vulnerabilityServicesSchema,
  },
  ({ ctx, params, query }) => listVulnerabilityServices({ ctx, input: { ...query, ...params } }),
);
