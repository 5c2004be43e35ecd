import { z } from "zod";
import { quarantineKeySchema, readQuarantined, sourceIdSchema } from "@/lib/advisories/sources";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(
  { scopes: ["inventory:read"], params: sourceIdSchema, query: quarantineKeySchema, response: z.unknown(), rawResponse: true },
  async ({ ctx, params, query }) => {
    const raw = await readQuarantined({ ctx, input: { id: String(params.id), ...query } });
    const headers = { "content-type": "application/octet-stream", "content-disposition": 'attachment; filename="quarantined-record"' };
    return new Response(new Uint8Array(raw), { headers: { ...headers, "content-length": String(raw.length) } });
  },
);
