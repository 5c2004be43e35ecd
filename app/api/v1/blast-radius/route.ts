import {
  blastRadiusSchema,
  exportAffected,
  findAffectedByList,
  findAffectedByListSchema,
  findAffectedServices,
  findAffectedServicesSchema,
} from "@/lib/blast-radius";
import { apiRoute, fileResponse, readBytes } from "@/lib/http";
import { listBytesMax } from "@/lib/indicator-lists";

export const GET = apiRoute({ scopes: ["inventory:read"], query: findAffectedServicesSchema, response: blastRadiusSchema }, async ({ ctx, query, header }) => {
  if (!/^text\/csv\b/.test(header("accept") ?? "")) return findAffectedServices({ ctx, input: query });
  const { limit: _, cursor: __, ...question } = query;
  return fileResponse(await exportAffected({ ctx, input: question }));
});

export const POST = apiRoute(
  { scopes: ["inventory:read"], isRead: true, query: findAffectedByListSchema, response: blastRadiusSchema },
  async ({ ctx, query, request }) => findAffectedByList({ ctx, input: { content: await readBytes(request, listBytesMax), question: query } }),
);
