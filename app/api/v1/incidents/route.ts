import { apiRoute } from "@/lib/http";
import { incidentListSchema, incidentSchema, listIncidents, listIncidentsSchema, openIncident, openIncidentSchema } from "@/lib/incidents";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listIncidentsSchema, response: incidentListSchema }, ({ ctx, query }) =>
  listIncidents({ ctx, input: query }),
);

export const POST = apiRoute(
  { scopes: ["incidents:write", "inventory:read"], body: openIncidentSchema, bodyBytesMax: 4_194_304, response: incidentSchema },
  async ({ ctx, body, reply }) => {
    const incident = await openIncident({ ctx, input: body });
    reply.status = 201;
    reply.headers.set("location", `/api/v1/incidents/${incident.id}`);
    return incident;
  },
);
