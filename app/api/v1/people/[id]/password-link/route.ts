import { issuedInvitationSchema, linkPassword, personIdSchema } from "@/lib/auth";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute({ scopes: ["settings:write"], params: personIdSchema, response: issuedInvitationSchema }, ({ ctx, params, reply }) => {
  reply.status = 201;
  return linkPassword({ ctx, input: params });
});
