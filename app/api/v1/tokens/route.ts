import { createdTokenSchema, createToken, createTokenSchema, listTokens, listTokensSchema, tokenPageSchema } from "@/lib/auth";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["tokens:write"], query: listTokensSchema, response: tokenPageSchema }, ({ ctx, query }) =>
  listTokens({ ctx, input: query }),
);

export const POST = apiRoute({ scopes: ["tokens:write"], body: createTokenSchema, response: createdTokenSchema }, ({ ctx, body, reply }) => {
  reply.status = 201;
  return createToken({ ctx, input: body });
});
