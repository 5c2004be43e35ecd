/** A file to be saved: its name must need no quoting. */
export function fileResponse({ contentType, filename, body }: { contentType: string; filename: string; body: string | ReadableStream<Uint8Array> }): Response {
  return new Response(body, {
    headers: { "content-type": contentType, "content-disposition": `attachment; filename="${filename}"`, "cache-control": "private, no-store" },
  });
}
