import { apiRoute } from "@/lib/http";
import { remediationFiguresSchema, remediationSchema, showRemediation } from "@/lib/remediation";

export const GET = apiRoute({ scopes: ["inventory:read"], query: remediationSchema, response: remediationFiguresSchema }, ({ ctx, query }) =>
  showRemediation({ ctx, input: query }),
);
