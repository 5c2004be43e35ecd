import { accountCheckSchema, accountPathSchema, checkAccount } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute({ scopes: ["aws:write"], params: accountPathSchema, response: accountCheckSchema }, ({ ctx, params }) =>
  checkAccount({ ctx, input: params }),
);
