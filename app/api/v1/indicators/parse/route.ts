import { apiRoute, readBytes } from "@/lib/http";
import { listBytesMax, listOptionsSchema, parsedListSchema, parseIndicatorList } from "@/lib/indicator-lists";

export const POST = apiRoute({ scopes: ["inventory:read"], query: listOptionsSchema, response: parsedListSchema }, async ({ ctx, query, request }) =>
  parseIndicatorList({ ctx, input: { content: await readBytes(request, listBytesMax), options: query } }),
);
