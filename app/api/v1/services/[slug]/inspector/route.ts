import { listServiceInspector, listServiceInspectorSchema, observationListSchema } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

const params = listServiceInspectorSchema.pick({ slug: true });
const query = listServiceInspectorSchema.omit({ slug: true });

export const GET = apiRoute({ scopes: ["inventory:read"], params, query, response: observationListSchema }, ({ ctx, params: service, query: filters }) =>
  listServiceInspector({ ctx, input: { ...filters, ...service } }),
);
