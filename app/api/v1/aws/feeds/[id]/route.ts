import { z } from "zod";
import { deleteFeed, feedPathSchema } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const DELETE = apiRoute({ scopes: ["aws:write"], params: feedPathSchema, response: z.void() }, async ({ ctx, params, reply }) => {
  await deleteFeed({ ctx, input: { id: String(params.id) } });
  reply.status = 204;
});
