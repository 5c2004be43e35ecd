import { blastRadiusSchema, exportAffected, exportAffectedSchema } from "@/lib/blast-radius";
import { apiRoute, fileResponse } from "@/lib/http";

export const GET = apiRoute(
  { scopes: ["inventory:read"], query: exportAffectedSchema, response: blastRadiusSchema, rawResponse: true },
  async ({ ctx, query }) => fileResponse(await exportAffected({ ctx, input: query })),
);
