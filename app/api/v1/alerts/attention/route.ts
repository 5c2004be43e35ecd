import { alertAttentionSchema, alertsNeedingAttention, attentionSchema } from "@/lib/alerts";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: alertAttentionSchema, response: attentionSchema }, ({ ctx, query }) =>
  alertsNeedingAttention({ ctx, input: query }),
);
