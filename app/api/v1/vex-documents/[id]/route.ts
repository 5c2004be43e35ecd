import { getVexDocument, vexDocumentWithReportSchema, vexPathSchema } from "@/lib/decisions/vex";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], params: vexPathSchema, response: vexDocumentWithReportSchema }, ({ ctx, params }) =>
  getVexDocument({ ctx, input: params }),
);
