import { createFeed, createFeedSchema, feedListSchema, feedSchema, listFeeds } from "@/lib/aws";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], response: feedListSchema }, ({ ctx }) => listFeeds({ ctx, input: {} }));

export const POST = apiRoute({ scopes: ["aws:write"], body: createFeedSchema, response: feedSchema }, ({ ctx, body, reply }) => {
  reply.status = 201;
  return createFeed({ ctx, input: body });
});
