import { z } from "zod";
import { readVexFile, vexPathSchema } from "@/lib/decisions/vex";
import { apiRoute, fileResponse } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], params: vexPathSchema, response: z.unknown(), rawResponse: true }, async ({ ctx, params }) =>
  fileResponse(await readVexFile({ ctx, input: params })),
);
