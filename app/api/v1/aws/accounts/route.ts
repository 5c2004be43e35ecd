import { accountListSchema, accountSchema, createAccount, createAccountSchema, listAccounts } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], response: accountListSchema }, ({ ctx }) => listAccounts({ ctx, input: {} }));

export const POST = apiRoute({ scopes: ["aws:write"], body: createAccountSchema, response: accountSchema }, ({ ctx, body, reply }) => {
  reply.status = 201;
  return createAccount({ ctx, input: body });
});
