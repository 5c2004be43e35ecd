import { apiRoute } from "@/lib/http";
import { getService, getServiceSchema, serviceSchema } from "@/lib/inventory/read";
import { ownerPathSchema, setTier, tierBodySchema, tieredServiceSchema } from "@/lib/inventory/teams";

export const GET = apiRoute({ scopes: ["inventory:read"], params: getServiceSchema, response: serviceSchema }, ({ ctx, params }) =>
  getService({ ctx, input: params }),
);

export const PATCH = apiRoute(
  { scopes: ["settings:write"], params: ownerPathSchema, body: tierBodySchema, response: tieredServiceSchema },
  ({ ctx, params, body }) => setTier({ ctx, input: { service: params.slug, tier: body.tier } }),
);
