import { buildScanSchema, exportScanCsv, exportScanDocument, getBuildScan, requestScan, requestScanQuerySchema, scanFormatSchema, scanSchema } from "@/lib/aws";
import { apiRoute, fileResponse } from "@/lib/http";
import { getBuildSchema } from "@/lib/inventory/read";

export const GET = apiRoute(
  { scopes: ["inventory:read"], params: getBuildSchema, query: scanFormatSchema, response: buildScanSchema, rawResponse: true },
  async ({ ctx, params, query: { format } }) => {
    if (format === "json") return getBuildScan({ ctx, input: params });
    return fileResponse(await (format === "csv" ? exportScanCsv : exportScanDocument)({ ctx, input: params }));
  },
);

export const POST = apiRoute(
  { scopes: ["sbom:write"], params: getBuildSchema, query: requestScanQuerySchema, response: scanSchema },
  async ({ ctx, params, query, reply }) => {
    reply.status = 202;
    return requestScan({ ctx, input: { ...params, ...query } });
  },
);
