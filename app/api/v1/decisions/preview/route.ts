import { decisionPreviewSchema, makeDecisionSchema, previewDecision } from "@/lib/decisions";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(
  { scopes: ["inventory:read"], isRead: true, body: makeDecisionSchema, bodyBytesMax: 4_194_304, response: decisionPreviewSchema },
  ({ ctx, body }) => previewDecision({ ctx, input: body }),
);
