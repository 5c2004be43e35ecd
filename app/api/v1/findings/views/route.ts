import { listViews, savedViewSchema, saveView, saveViewSchema, viewListSchema } from "@/lib/findings";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], response: viewListSchema }, async ({ ctx }) => ({ data: await listViews({ ctx, input: {} }) }));

export const POST = apiRoute({ scopes: ["inventory:read"], body: saveViewSchema, response: savedViewSchema }, async ({ ctx, body, reply }) => {
  const view = await saveView({ ctx, input: body });
  reply.status = 201;
  return view;
});
