import { listVulnerabilities, listVulnerabilitiesSchema, vulnerabilityListSchema } from "@/lib/advisories/vulnerabilities";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listVulnerabilitiesSchema, response: vulnerabilityListSchema }, ({ ctx, query }) =>
  listVulnerabilities({ ctx, input: query }),
);
