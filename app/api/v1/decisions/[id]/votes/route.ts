import { decisionPathSchema, decisionRowSchema, voteBodySchema, voteOnDecision } from "@/lib/decisions";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute(
  { scopes: ["decisions:approve"], params: decisionPathSchema, body: voteBodySchema, response: decisionRowSchema },
  ({ ctx, params, body }) => voteOnDecision({ ctx, input: { ...params, ...body } }),
);
