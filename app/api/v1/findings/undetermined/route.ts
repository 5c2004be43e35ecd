import { listUndetermined, listUndeterminedSchema, undeterminedListSchema } from "@/lib/findings";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listUndeterminedSchema, response: undeterminedListSchema }, ({ ctx, query }) =>
  listUndetermined({ ctx, input: query }),
);
