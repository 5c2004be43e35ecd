import { explainPresence, explainPresenceSchema, presencePathsSchema } from "@/lib/blast-radius";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: explainPresenceSchema, response: presencePathsSchema }, ({ ctx, query }) =>
  explainPresence({ ctx, input: query }),
);
