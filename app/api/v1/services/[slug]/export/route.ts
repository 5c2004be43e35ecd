import { z } from "zod";
import { apiRoute, fileResponse } from "@/lib/http";
import { exportQuerySchema, exportService } from "@/lib/inventory/export";
import { getServiceSchema } from "@/lib/inventory/read";

export const GET = apiRoute(
  { scopes: ["inventory:read"], params: getServiceSchema, query: exportQuerySchema, response: z.unknown(), rawResponse: true },
  async ({ ctx, params, query }) => fileResponse(await exportService({ ctx, input: { ...params, ...query } })),
);
