import { feedPathSchema, requestFeedSync, syncAwsFeedRequestedSchema } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute({ scopes: ["aws:write"], params: feedPathSchema, response: syncAwsFeedRequestedSchema }, ({ ctx, params, reply }) => {
  reply.status = 202;
  return requestFeedSync({ ctx, input: { id: String(params.id) } });
});
