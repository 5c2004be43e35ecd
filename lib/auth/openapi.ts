import { z } from "zod";
import type { RouteDoc } from "@/lib/http/route-contract";
import {
  invitationIdSchema,
  invitationListSchema,
  invitePersonSchema,
  issuedInvitationSchema,
  personChangesSchema,
  personDetailSchema,
  personIdSchema,
  personListSchema,
  personSchema,
} from "./people/schemas";
import { createdTokenSchema, createTokenSchema, listTokensSchema, tokenIdSchema, tokenPageSchema } from "./schemas";

/** The routes of API tokens. */
export const tokenRoutes = [
  {
    method: "get",
    path: "/api/v1/tokens",
    tag: "Tokens",
    summary: "List API tokens",
    description: "Newest first, with the expired and the revoked ones. Never the secrets.",
    scopes: ["tokens:write"],
    query: listTokensSchema,
    response: tokenPageSchema,
  },
  {
    method: "post",
    path: "/api/v1/tokens",
    tag: "Tokens",
    summary: "Create an API token",
    description: "The answer has the secret; it cannot be read again.",
    scopes: ["tokens:write"],
    body: createTokenSchema,
    response: createdTokenSchema,
    successStatus: 201,
  },
  {
    method: "delete",
    path: "/api/v1/tokens/{id}",
    tag: "Tokens",
    summary: "Revoke an API token",
    description: "It stops working at once. Revoking it again changes nothing.",
    scopes: ["tokens:write"],
    params: tokenIdSchema,
    response: z.void(),
    successStatus: 204,
    problems: [404],
  },
] as const satisfies readonly RouteDoc[];

const people = { scopes: ["settings:write"], tag: "People" } as const;

/** The routes of people and of the links by which they join. */
export const peopleRoutes = [
  {
    ...people,
    method: "get",
    path: "/api/v1/people",
    summary: "List people",
    description: "Everybody who is or was a user, by name, those who are disabled last.",
    response: personListSchema,
  },
  {
    ...people,
    method: "get",
    path: "/api/v1/people/{id}",
    summary: "Show a person",
    description: "With what is theirs: what disabling them stops, and what it leaves for others.",
    params: personIdSchema,
    response: personDetailSchema,
    problems: [404],
  },
  {
    ...people,
    method: "patch",
    path: "/api/v1/people/{id}",
    summary: "Change a person",
    description:
      "Their name or role, or whether they are disabled: then they cannot sign in, their open sessions end within seconds, their API tokens are refused, and nobody can approve what they asked for. The last administrator stays one. A token needs every right of the role, before and after.",
    params: personIdSchema,
    body: personChangesSchema,
    response: personSchema,
    problems: [404, 409],
  },
  {
    ...people,
    method: "post",
    path: "/api/v1/people/{id}/password-link",
    summary: "Make a link for a new password",
    description: "It works once and for a day. The old password works until then; open sessions end with the new one.",
    params: personIdSchema,
    response: issuedInvitationSchema,
    successStatus: 201,
    problems: [404, 409],
  },
  {
    ...people,
    method: "get",
    path: "/api/v1/invitations",
    summary: "List open invitations",
    description: "The links that still work, newest first. Never their secrets.",
    response: invitationListSchema,
  },
  {
    ...people,
    method: "post",
    path: "/api/v1/invitations",
    summary: "Invite a person",
    description: "The answer has the link, which works once and for seven days; it cannot be read again. An earlier link for the same address stops working.",
    body: invitePersonSchema,
    response: issuedInvitationSchema,
    successStatus: 201,
    problems: [409],
  },
  {
    ...people,
    method: "delete",
    path: "/api/v1/invitations/{id}",
    summary: "Take an invitation back",
    description: "Its link stops working at once.",
    params: invitationIdSchema,
    response: z.void(),
    successStatus: 204,
    problems: [404],
  },
] as const satisfies readonly RouteDoc[];
