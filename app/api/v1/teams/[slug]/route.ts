import { z } from "zod";
import { apiRoute } from "@/lib/http";
import { deleteTeam, saveTeam, teamBodySchema, teamPathSchema, teamRefSchema } from "@/lib/inventory/teams";

export const PUT = apiRoute(
  { scopes: ["inventory:write"], params: teamPathSchema, body: teamBodySchema, response: teamRefSchema },
  async ({ ctx, params, body, reply }) => {
    const { team, created } = await saveTeam({ ctx, input: { ...body, ...params } });
    if (created) reply.status = 201;
    return team;
  },
);

export const DELETE = apiRoute({ scopes: ["inventory:write"], params: teamPathSchema, response: z.void() }, async ({ ctx, params, reply }) => {
  await deleteTeam({ ctx, input: params });
  reply.status = 204;
});
