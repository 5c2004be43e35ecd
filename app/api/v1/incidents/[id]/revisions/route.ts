import { apiRoute } from "@/lib/http";
import { addRevision, addRevisionBodySchema, incidentPathSchema, listRevisions, revisedSchema, revisionListSchema, revisionPagesSchema } from "@/lib/incidents";

export const GET = apiRoute(
  { scopes: ["inventory:read"], params: incidentPathSchema, query: revisionPagesSchema, response: revisionListSchema },
  ({ ctx, params, query }) => listRevisions({ ctx, input: { ...params, ...query } }),
);

export const POST = apiRoute(
  { scopes: ["incidents:write", "inventory:read"], params: incidentPathSchema, body: addRevisionBodySchema, bodyBytesMax: 4_194_304, response: revisedSchema },
  async ({ ctx, params, body, reply }) => {
    const revised = await addRevision({ ctx, input: { ...params, ...body } });
    reply.status = 201;
    return revised;
  },
);
