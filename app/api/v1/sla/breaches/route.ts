import { apiRoute } from "@/lib/http";
import { breachListSchema, listBreaches, listBreachesSchema } from "@/lib/sla";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listBreachesSchema, response: breachListSchema }, ({ ctx, query }) =>
  listBreaches({ ctx, input: query }),
);
