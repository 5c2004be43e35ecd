import type { IncomingMessage, ServerResponse } from "node:http";
import { parseQuery } from "@/lib/http";
import { toBuildRequest } from "./build-request";
import { readBody } from "./read-body";
import { uploadRequestSchema } from "./schemas";
import { serveUpload } from "./serve-upload";
import { takeDocument, type UploadServices } from "./take-document";

/** The route that the server answers itself: a route handler of the framework costs more than the ingest it leads to. */
export const uploadPath = "/api/v1/sboms";

/**
 * `POST /api/v1/sboms`: 202 with the upload resource and its `Location`; 200 when the same bytes were recorded for the
 * same build before; problem+json otherwise, with nothing stored.
 */
export async function handleUpload(request: IncomingMessage, response: ServerResponse, services: UploadServices): Promise<void> {
  await serveUpload(request, response, { path: uploadPath, apiKey: false }, async (ctx) => {
    const receivedAt = new Date();
    const { searchParams } = new URL(request.url ?? "", "http://localhost");
    const query = parseQuery(uploadRequestSchema, searchParams);
    const build = toBuildRequest(query, receivedAt);
    const { upload, unchanged } = await takeDocument(ctx, request, services, {
      receivedAt,
      waitSeconds: query.wait ?? 0,
      read: async () => ({ ...(await readBody(request, services.lane.bodyPlaces)), build }),
    });
    return { status: unchanged ? 200 : 202, location: `/api/v1/uploads/${upload.id}`, body: upload };
  });
}
