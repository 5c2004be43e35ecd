import { alertListSchema, listAlerts, listAlertsSchema } from "@/lib/alerts";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listAlertsSchema, response: alertListSchema }, ({ ctx, query }) =>
  listAlerts({ ctx, input: query }),
);
