import { z } from "zod";
import { accountChangesSchema, accountPathSchema, accountSchema, deleteAccount, getAccount, updateAccount } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], params: accountPathSchema, response: accountSchema }, ({ ctx, params }) =>
  getAccount({ ctx, input: params }),
);

export const PATCH = apiRoute(
  { scopes: ["aws:write"], params: accountPathSchema, body: accountChangesSchema, response: accountSchema },
  ({ ctx, params, body }) => updateAccount({ ctx, input: { ...params, ...body } }),
);

export const DELETE = apiRoute({ scopes: ["aws:write"], params: accountPathSchema, response: z.void() }, async ({ ctx, params, reply }) => {
  await deleteAccount({ ctx, input: params });
  reply.status = 204;
});
