import { z } from "zod";
import { markSeen, markSeenSchema } from "@/lib/findings";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute({ scopes: ["inventory:read"], body: markSeenSchema, response: z.void() }, async ({ ctx, body, reply }) => {
  await markSeen({ ctx, input: body });
  reply.status = 204;
});
