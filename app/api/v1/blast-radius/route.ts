import { blastRadiusSchema, exportAffected, findAffectedServices, findAffectedServicesSchema } from "@/lib/blast-radius";
import { apiRoute, fileResponse } from "@/lib/http";

export const GET = apiRoute({ scopes: ["inventory:read"], query: findAffectedServicesSchema, response: blastRadiusSchema }, async ({ ctx, query, request }) => {
  if (!/^text\/csv\b/.test(request.headers.get("accept") ?? "")) return findAffectedServices({ ctx, input: query });
  const { limit: _, cursor: __, ...question } = query;
  return fileResponse(await exportAffected({ ctx, input: question }));
});
