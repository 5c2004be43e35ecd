import { z } from "zod";
import { apiRoute } from "@/lib/http";
import { getDocumentSchema, readDocument } from "@/lib/inventory/read";

export const GET = apiRoute({ scopes: ["inventory:read"], params: getDocumentSchema, response: z.unknown(), rawResponse: true }, async ({ ctx, params }) => {
  const { contentType, fileName, sizeBytes, body } = await readDocument({ ctx, input: params });
  return new Response(body, {
    headers: {
      "content-type": contentType,
      "content-length": String(sizeBytes),
      "content-disposition": `attachment; filename="${fileName}"`,
      // Addressed by its content: it never changes.
      "cache-control": "private, max-age=31536000, immutable",
      etag: `"${params.sha256}"`,
    },
  });
});
