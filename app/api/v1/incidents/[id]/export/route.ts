import { apiRoute, fileResponse } from "@/lib/http";
import { exportIncident, exportQuerySchema, incidentPathSchema, incidentSchema } from "@/lib/incidents";

export const GET = apiRoute(
  { scopes: ["inventory:read"], params: incidentPathSchema, query: exportQuerySchema, response: incidentSchema, rawResponse: true },
  async ({ ctx, params, query }) => fileResponse(await exportIncident({ ctx, input: { ...params, ...query } })),
);
