import { z } from "zod";
import { readInspectorFinding, readInspectorFindingSchema } from "@/lib/aws";
import { apiRoute, matchesEtag } from "@/lib/http";

export const GET = apiRoute(
  { scopes: ["inventory:read"], params: readInspectorFindingSchema, response: z.unknown(), rawResponse: true },
  async ({ ctx, params, request }) => {
    const { body, digest } = await readInspectorFinding({ ctx, input: params });
    const headers = { etag: `"${digest}"`, "cache-control": "private, no-cache" };
    if (matchesEtag(request.headers.get("if-none-match"), headers.etag)) return new Response(null, { status: 304, headers });
    return new Response(new Uint8Array(body), { headers: { ...headers, "content-type": "application/json", "content-length": String(body.length) } });
  },
);
