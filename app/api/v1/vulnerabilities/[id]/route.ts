import { getVulnerability, getVulnerabilitySchema, vulnerabilitySchema } from "@/lib/advisories/vulnerabilities";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], params: getVulnerabilitySchema, response: vulnerabilitySchema }, ({ ctx, params }) =>
  getVulnerability({ ctx, input: params }),
);
