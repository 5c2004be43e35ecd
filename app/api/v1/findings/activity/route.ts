import { findingActivitySchema, findingKeySchema, getFindingActivity } from "@/lib/findings";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: findingKeySchema, response: findingActivitySchema }, ({ ctx, query }) =>
  getFindingActivity({ ctx, input: query }),
);
