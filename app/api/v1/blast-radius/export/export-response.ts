import type { Export } from "@/lib/blast-radius";

/** A file to be saved, sent as it is read. */
export function exportResponse({ contentType, filename, body }: Export): Response {
  return new Response(body, {
    headers: { "content-type": contentType, "content-disposition": `attachment; filename="${filename}"`, "cache-control": "private, no-store" },
  });
}
