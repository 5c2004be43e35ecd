import { inspectorFindingListSchema, listInspectorFindings, listInspectorFindingsSchema } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listInspectorFindingsSchema, response: inspectorFindingListSchema }, ({ ctx, query }) =>
  listInspectorFindings({ ctx, input: query }),
);
