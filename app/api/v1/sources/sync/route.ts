import { requestSync, syncRequestedSchema } from "@/lib/advisories/sources";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute({ scopes: ["advisories:write"], response: syncRequestedSchema }, ({ ctx, reply }) => {
  reply.status = 202;
  return requestSync({ ctx, input: { all: true } });
});
