import { apiRoute } from "@/lib/http";
import { checkedSchema, incidentPathSchema, listRuns, pagesSchema, runIncident, runListSchema } from "@/lib/incidents";

export const GET = apiRoute({ scopes: ["inventory:read"], params: incidentPathSchema, query: pagesSchema, response: runListSchema }, ({ ctx, params, query }) =>
  listRuns({ ctx, input: { ...params, ...query } }),
);

export const POST = apiRoute({ scopes: ["incidents:write", "inventory:read"], params: incidentPathSchema, response: checkedSchema }, ({ ctx, params }) =>
  runIncident({ ctx, input: params }),
);
