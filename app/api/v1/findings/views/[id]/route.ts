import { z } from "zod";
import { changeView, changeViewBodySchema, deleteView, savedViewSchema, viewPathSchema } from "@/lib/findings";
import { apiRoute } from "@/lib/http";

export const PATCH = apiRoute(
  { scopes: ["inventory:read"], params: viewPathSchema, body: changeViewBodySchema, response: savedViewSchema },
  ({ ctx, params, body }) => changeView({ ctx, input: { ...params, ...body } }),
);

export const DELETE = apiRoute({ scopes: ["inventory:read"], params: viewPathSchema, response: z.void() }, async ({ ctx, params, reply }) => {
  await deleteView({ ctx, input: params });
  reply.status = 204;
});
