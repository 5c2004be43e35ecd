import { alertIdSchema, alertPageSchema, getAlert } from "@/lib/alerts";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], params: alertIdSchema, response: alertPageSchema }, ({ ctx, params }) =>
  getAlert({ ctx, input: params }),
);
