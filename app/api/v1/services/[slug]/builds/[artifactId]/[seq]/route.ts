import { apiRoute } from "@/lib/http";
import { buildSchema, getBuild, getBuildSchema } from "@/lib/inventory/read";

export const GET = apiRoute({ scopes: ["inventory:read"], params: getBuildSchema, response: buildSchema }, ({ ctx, params }) =>
  getBuild({ ctx, input: params }),
);
