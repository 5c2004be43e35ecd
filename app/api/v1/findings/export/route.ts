import { exportFindings, exportFindingsSchema, findingListSchema } from "@/lib/findings";
import { apiRoute, fileResponse } from "@/lib/http";

export const GET = apiRoute(
  { scopes: ["inventory:read"], query: exportFindingsSchema, response: findingListSchema, rawResponse: true },
  async ({ ctx, query }) => fileResponse(await exportFindings({ ctx, input: query })),
);
