import { WhereinError } from "@/lib/errors";
import { apiRoute, readBytes } from "@/lib/http";
import { applyOwnerFile, applyQuerySchema, getOwnerFile, ownerChangesSchema, ownerFileBytesMax, ownerFileSchema, ownerFileText } from "@/lib/inventory/owners";

const mediaTypes = /^(application\/(yaml|x-yaml|json)|text\/(yaml|x-yaml))$/;

export const GET = apiRoute({ scopes: ["inventory:read"], response: ownerFileSchema }, async ({ ctx, request }) => {
  const file = await getOwnerFile({ ctx, input: {} });
  if (!/\byaml\b/i.test(request.headers.get("accept") ?? "")) return file;
  return new Response(ownerFileText(file), { headers: { "content-type": "application/yaml; charset=utf-8" } });
});

export const PUT = apiRoute({ scopes: ["inventory:write"], query: applyQuerySchema, response: ownerChangesSchema }, async ({ ctx, query, request }) => {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (!mediaTypes.test(type)) throw new WhereinError("unsupported", "Send the owner file as application/yaml or application/json.", { reason: "content_type" });
  const text = new TextDecoder("utf-8").decode(await readBytes(request, ownerFileBytesMax));
  return applyOwnerFile({ ctx, input: { text, dryRun: query.dryRun === "true" } });
});
