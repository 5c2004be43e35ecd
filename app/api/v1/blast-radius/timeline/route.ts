import { questionFields, timelineSchema, versionTimeline } from "@/lib/blast-radius";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: questionFields, response: timelineSchema }, ({ ctx, query }) =>
  versionTimeline({ ctx, input: query }),
);
