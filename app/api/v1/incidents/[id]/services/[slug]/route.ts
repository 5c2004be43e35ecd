import { apiRoute } from "@/lib/http";
import { incidentServicePathSchema, serviceWorkSchema, setServiceStatus, setServiceStatusBodySchema } from "@/lib/incidents";

export const PATCH = apiRoute(
  { scopes: ["incidents:write", "inventory:read"], params: incidentServicePathSchema, body: setServiceStatusBodySchema, response: serviceWorkSchema },
  ({ ctx, params, body }) => setServiceStatus({ ctx, input: { ...params, ...body } }),
);
