import { blastRadiusSchema, exportAffected, exportAffectedSchema } from "@/lib/blast-radius";
import { apiRoute } from "@/lib/http";
import { exportResponse } from "./export-response";

export const GET = apiRoute(
  { scopes: ["inventory:read"], query: exportAffectedSchema, response: blastRadiusSchema, rawResponse: true },
  async ({ ctx, query }) => exportResponse(await exportAffected({ ctx, input: query })),
);
