import { listPackageVulnerabilities, listPackageVulnerabilitiesSchema, packageVulnerabilitiesSchema } from "@/lib/advisories/vulnerabilities";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listPackageVulnerabilitiesSchema, response: packageVulnerabilitiesSchema }, ({ ctx, query }) =>
  listPackageVulnerabilities({ ctx, input: query }),
);
