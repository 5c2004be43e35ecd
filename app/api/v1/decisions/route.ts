import { decisionListSchema, listDecisions, listDecisionsSchema, madeSchema, makeDecision, makeDecisionSchema } from "@/lib/decisions";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: listDecisionsSchema, response: decisionListSchema }, ({ ctx, query }) =>
  listDecisions({ ctx, input: query }),
);

export const POST = apiRoute(
  { scopes: ["findings:write", "inventory:read"], body: makeDecisionSchema, bodyBytesMax: 4_194_304, response: madeSchema },
  async ({ ctx, body, reply }) => {
    const made = await makeDecision({ ctx, input: body });
    reply.status = 201;
    return made;
  },
);
