import { exportServiceInspector, exportServiceInspectorSchema, observationListSchema } from "@/lib/aws";
import { apiRoute, fileResponse } from "@/lib/http";

const params = exportServiceInspectorSchema.pick({ slug: true });
const query = exportServiceInspectorSchema.omit({ slug: true });

export const GET = apiRoute(
  { scopes: ["inventory:read"], params, query, response: observationListSchema, rawResponse: true },
  async ({ ctx, params: service, query: filters }) => fileResponse(await exportServiceInspector({ ctx, input: { ...filters, ...service } })),
);
