import { z } from "zod";
import { apiRoute, fileResponse } from "@/lib/http";
import { exportBuild, exportQuerySchema } from "@/lib/inventory/export";
import { getBuildSchema } from "@/lib/inventory/read";

export const GET = apiRoute(
  { scopes: ["inventory:read"], params: getBuildSchema, query: exportQuerySchema, response: z.unknown(), rawResponse: true },
  async ({ ctx, params, query }) => fileResponse(await exportBuild({ ctx, input: { ...params, ...query } })),
);
