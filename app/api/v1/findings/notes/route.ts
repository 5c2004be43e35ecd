import { notedSchema, noteFindings, noteFindingsSchema } from "@/lib/findings";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(
  { scopes: ["findings:write"], body: noteFindingsSchema, bodyBytesMax: 2_097_152, response: notedSchema },
  async ({ ctx, body, reply }) => {
    const noted = await noteFindings({ ctx, input: body });
    reply.status = 201;
    return noted;
  },
);
