import { apiRoute, readBytes } from "@/lib/http";
import { indicatorListSchema, listBytesMax, listOptionsSchema, saveIndicatorList } from "@/lib/indicator-lists";

export const POST = apiRoute(
  { scopes: ["inventory:read"], query: listOptionsSchema, response: indicatorListSchema },
  async ({ ctx, query, request, reply }) => {
    const { list, created } = await saveIndicatorList({ ctx, input: { content: await readBytes(request, listBytesMax), options: query } });
    if (created) reply.status = 201;
    reply.headers.set("location", `/api/v1/indicator-lists/${list.id}`);
    return list;
  },
);
