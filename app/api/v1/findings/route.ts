import { exportFindings, findingListSchema, listFindings, listFindingsSchema } from "@/lib/findings";
import { apiRoute, fileResponse } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listFindingsSchema, response: findingListSchema }, async ({ ctx, query, request }) => {
  if (!/^text\/csv\b/.test(request.headers.get("accept") ?? "")) return listFindings({ ctx, input: query });
  const { limit: _, cursor: __, ...list } = query;
  return fileResponse(await exportFindings({ ctx, input: list }));
});
