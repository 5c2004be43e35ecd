import { countInspector, countInspectorSchema, inspectorCountsSchema } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], params: countInspectorSchema, response: inspectorCountsSchema }, ({ ctx, params }) =>
  countInspector({ ctx, input: params }),
);
