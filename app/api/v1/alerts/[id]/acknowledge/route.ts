import { acknowledgeAlert, acknowledgeQuerySchema, alertIdSchema, alertSchema } from "@/lib/alerts";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(
  { scopes: ["alerts:write"], params: alertIdSchema, query: acknowledgeQuerySchema, response: alertSchema },
  ({ ctx, params, query }) => acknowledgeAlert({ ctx, input: { ...params, ...query } }),
);
