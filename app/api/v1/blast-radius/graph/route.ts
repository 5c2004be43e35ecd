import { explainPresenceSchema, pathGraph, pathGraphSchema } from "@/lib/blast-radius";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: explainPresenceSchema, response: pathGraphSchema }, ({ ctx, query }) =>
  pathGraph({ ctx, input: query }),
);
