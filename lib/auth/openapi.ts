import { z } from "zod";
import type { RouteDoc } from "@/lib/http/route-contract";
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
