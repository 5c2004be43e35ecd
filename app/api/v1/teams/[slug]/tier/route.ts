import { apiRoute } from "@/lib/http";
import { setTeamTier, teamPathSchema, tierBodySchema, tieredServicesSchema } from "@/lib/inventory/teams";

export const PUT = apiRoute(
  { scopes: ["settings:write"], params: teamPathSchema, body: tierBodySchema, response: tieredServicesSchema },
  ({ ctx, params, body }) => setTeamTier({ ctx, input: { team: params.slug, tier: body.tier } }),
);
