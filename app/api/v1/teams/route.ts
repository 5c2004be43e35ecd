import { apiRoute } from "@/lib/http";
import { listTeams, listTeamsSchema, teamListSchema } from "@/lib/inventory/read";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listTeamsSchema, response: teamListSchema }, ({ ctx, query }) =>
  listTeams({ ctx, input: query }),
);
