import { apiRoute } from "@/lib/http";
import { assignOwner, ownerBodySchema, ownerPathSchema, ownershipSchema } from "@/lib/inventory/teams";

export const PUT = apiRoute(
  { scopes: ["inventory:write"], params: ownerPathSchema, body: ownerBodySchema, response: ownershipSchema },
  ({ ctx, params, body }) => assignOwner({ ctx, input: { service: params.slug, team: body.team } }),
);
