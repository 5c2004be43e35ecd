import { requestSync, sourceIdSchema, syncRequestedSchema } from "@/lib/advisories/sources";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute({ scopes: ["advisories:write"], params: sourceIdSchema, response: syncRequestedSchema }, ({ ctx, params, reply }) => {
  reply.status = 202;
  return requestSync({ ctx, input: { id: String(params.id) } });
});
