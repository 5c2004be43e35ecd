import { apiRoute } from "@/lib/http";
import { getIndicatorList, getListSchema, indicatorListDetailSchema, listPathSchema } from "@/lib/indicator-lists";

export const GET = apiRoute(
  { scopes: ["inventory:read"], params: listPathSchema, query: getListSchema.omit({ id: true }), response: indicatorListDetailSchema },
  ({ ctx, params, query }) => getIndicatorList({ ctx, input: { ...query, id: params.id } }),
);
