import { listQuarantine, quarantineListSchema, quarantinePageSchema, sourceIdSchema } from "@/lib/advisories/sources";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(
  { scopes: ["inventory:read"], params: sourceIdSchema, query: quarantinePageSchema, response: quarantineListSchema },
  ({ ctx, params, query }) => listQuarantine({ ctx, input: { id: String(params.id), ...query } }),
);
