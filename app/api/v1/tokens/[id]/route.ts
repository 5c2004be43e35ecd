import { z } from "zod";
import { revokeToken, tokenIdSchema } from "@/lib/auth";
import { apiRoute } from "@/lib/http";

export const DELETE = apiRoute({ scopes: ["tokens:write"], params: tokenIdSchema, response: z.void() }, async ({ ctx, params, reply }) => {
  await revokeToken({ ctx, input: params });
  reply.status = 204;
});
