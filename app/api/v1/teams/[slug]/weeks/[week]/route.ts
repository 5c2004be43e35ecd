import { apiRoute } from "@/lib/http";
import { summariseWeek, weeklyFiguresSchema, weeklySummarySchema } from "@/lib/remediation";

export const GET = apiRoute({ scopes: ["inventory:read"], params: weeklySummarySchema, response: weeklyFiguresSchema }, ({ ctx, params }) =>
  summariseWeek({ ctx, input: params }),
);
