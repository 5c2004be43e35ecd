import { findingGroupListSchema, groupFindingsBy, groupFindingsSchema } from "@/lib/findings";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: groupFindingsSchema, response: findingGroupListSchema }, ({ ctx, query }) =>
  groupFindingsBy({ ctx, input: query }),
);
