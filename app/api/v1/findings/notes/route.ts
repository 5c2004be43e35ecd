import { notedSchema, noteFindings, noteFindingsSchema } from "@/lib/findings";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(
  { scopes: ["findings:write", "inventory:read"], body: noteFindingsSchema, bodyBytesMax: 4_194_304, response: notedSchema },
  async ({ ctx, body, reply }) => {
    const noted = await noteFindings({ ctx, input: body });
    reply.status = 201;
    return noted;
  },
);
