import { apiRoute } from "@/lib/http";
import { getSlaPolicy, saveSlaPolicy, saveSlaPolicySchema, slaPolicySchema } from "@/lib/sla";

export const GET = apiRoute({ scopes: ["inventory:read"], response: slaPolicySchema }, ({ ctx }) => getSlaPolicy({ ctx, input: {} }));

export const PUT = apiRoute({ scopes: ["settings:write"], body: saveSlaPolicySchema, response: slaPolicySchema }, ({ ctx, body }) =>
  saveSlaPolicy({ ctx, input: body }),
);
