import { planUpgrades, questionFields, upgradePlanSchema } from "@/lib/blast-radius";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: questionFields, response: upgradePlanSchema }, ({ ctx, query }) =>
  planUpgrades({ ctx, input: query }),
);
