import { z } from "zod";
import { cancelInvitation, invitationIdSchema } from "@/lib/auth";
import { apiRoute } from "@/lib/http";

export const DELETE = apiRoute({ scopes: ["settings:write"], params: invitationIdSchema, response: z.void() }, async ({ ctx, params, reply }) => {
  await cancelInvitation({ ctx, input: params });
  reply.status = 204;
});
