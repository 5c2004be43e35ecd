import { invitationListSchema, invitePerson, invitePersonSchema, issuedInvitationSchema, listInvitations } from "@/lib/auth";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["settings:write"], response: invitationListSchema }, ({ ctx }) => listInvitations({ ctx, input: {} }));

export const POST = apiRoute({ scopes: ["settings:write"], body: invitePersonSchema, response: issuedInvitationSchema }, ({ ctx, body, reply }) => {
  reply.status = 201;
  return invitePerson({ ctx, input: body });
});
