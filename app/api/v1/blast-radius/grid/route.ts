import { questionFields, teamGrid, teamGridSchema } from "@/lib/blast-radius";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: questionFields, response: teamGridSchema }, ({ ctx, query }) =>
  teamGrid({ ctx, input: query }),
);
