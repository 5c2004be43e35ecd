import { apiRoute } from "@/lib/http";
import { changeIncident, changeIncidentBodySchema, getIncident, incidentPathSchema, incidentQuerySchema, incidentSchema } from "@/lib/incidents";

export const GET = apiRoute(
  { scopes: ["inventory:read"], params: incidentPathSchema, query: incidentQuerySchema, response: incidentSchema },
  ({ ctx, params, query }) => getIncident({ ctx, input: { ...params, ...query } }),
);

export const PATCH = apiRoute(
  { scopes: ["incidents:write", "inventory:read"], params: incidentPathSchema, body: changeIncidentBodySchema, response: incidentSchema },
  ({ ctx, params, body }) => changeIncident({ ctx, input: { ...params, ...body } }),
);
