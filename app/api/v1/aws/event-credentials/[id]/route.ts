import { z } from "zod";
import { eventCredentialIdSchema, revokeEventCredential } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const DELETE = apiRoute({ scopes: ["aws:write"], params: eventCredentialIdSchema, response: z.void() }, async ({ ctx, params, reply }) => {
  await revokeEventCredential({ ctx, input: params });
  reply.status = 204;
});
