import { z } from "zod";
import { exportVex, exportVexSchema } from "@/lib/decisions/vex";
import { apiRoute, fileResponse } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: exportVexSchema, response: z.unknown(), rawResponse: true }, async ({ ctx, query }) =>
  fileResponse(await exportVex({ ctx, input: query })),
);
