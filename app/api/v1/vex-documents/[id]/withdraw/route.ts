import { vexDocumentSchema, vexPathSchema, withdrawVex } from "@/lib/decisions/vex";
import { apiRoute } from "@/lib/http";

export const POST = apiRoute({ scopes: ["findings:write"], params: vexPathSchema, response: vexDocumentSchema }, ({ ctx, params }) =>
  withdrawVex({ ctx, input: params }),
);
