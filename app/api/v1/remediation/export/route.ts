import { apiRoute, fileResponse } from "@/lib/http";
import { exportRemediation, exportRemediationSchema, remediationFiguresSchema } from "@/lib/remediation";

export const GET = apiRoute(
  { scopes: ["inventory:read"], query: exportRemediationSchema, response: remediationFiguresSchema, rawResponse: true },
  async ({ ctx, query }) => fileResponse(await exportRemediation({ ctx, input: query })),
);
