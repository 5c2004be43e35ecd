import { conflictListSchema, listConflicts, listConflictsSchema } from "@/lib/decisions/conflicts";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listConflictsSchema, response: conflictListSchema }, ({ ctx, query }) =>
  listConflicts({ ctx, input: query }),
);
