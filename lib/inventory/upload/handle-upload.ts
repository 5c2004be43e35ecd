import type { IncomingMessage, ServerResponse } from "node:http";
import { authenticate } from "@/lib/auth";
import { type Actor, type Context, requireScope } from "@/lib/context";
import { pool, uuidv7 } from "@/lib/db";
import { answerHeaders, callerOfIncoming, checkRate, parseQuery, problemOf, requestIdOf } from "@/lib/http";
import type { IngestLane } from "@/lib/inventory/lane/ingest-lane";
import { bodyBytesInFlightMax, documentBytesMax } from "@/lib/inventory/limits";
import { metrics, observeRequest } from "@/lib/observability";
import { toBuildRequest } from "./build-request";
import { ByteBudget } from "./byte-budget";
import { getUpload } from "./get-upload";
import { selectUploadStatus } from "./queries";
import { discardRest, readBody } from "./read-body";
import { type Upload, uploadRequestSchema } from "./schemas";

/** The route that the server answers itself: a route handler of the framework costs more than the ingest it leads to. */
export const uploadPath = "/api/v1/sboms";

/** Lives on the server: hands documents to the ingest thread. */
export type UploadServices = { lane: IngestLane };

/**
 * `POST /api/v1/sboms`: 202 with the upload resource and its `Location`; 200 when the same bytes were recorded for the
 * same build before; problem+json otherwise, with nothing stored.
 */
export async function handleUpload(request: IncomingMessage, response: ServerResponse, services: UploadServices): Promise<void> {
  const startedMs = performance.now();
  const requestId = requestIdOf(request.headers["x-request-id"]?.toString() ?? null);
  let actor: Actor | null = null;
  let status: number;
  try {
    actor = await authenticate(callerOfIncoming(request));
    const ctx: Context = { actor, requestId };
    requireScope(ctx, "sbom:write");
    await checkRate("upload", actor.kind === "system" ? actor.name : actor.id);
    const { upload, unchanged } = await takeUpload(ctx, request, services);
    status = unchanged ? 200 : 202;
    const headers = {
      ...answerHeaders(requestId),
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      location: `/api/v1/uploads/${upload.id}`,
    };
    response.writeHead(status, headers).end(JSON.stringify(upload));
  } catch (error) {
    const problem = problemOf(error, requestId);
    status = problem.status;
    metrics().ingestDocuments.inc({ outcome: "refused" });
    discardRest(request, response);
    response.writeHead(status, { ...answerHeaders(requestId), ...problem.headers }).end(problem.body);
  }
  observeRequest({ method: "POST", path: uploadPath, route: uploadPath, status, startedMs, requestId, actor });
}

async function takeUpload(ctx: Context, request: IncomingMessage, { lane }: UploadServices): Promise<{ upload: Upload; unchanged: boolean }> {
  const receivedAt = new Date();
  const { searchParams } = new URL(request.url ?? "", "http://localhost");
  const query = parseQuery(uploadRequestSchema, searchParams);
  const build = toBuildRequest(query, receivedAt);
  const { outcome, startedMs } = await bodies.with(bytesToReserve(request), async () => {
    const body = await readBody(request, documentBytesMax, lane.buffers);
    const arrivedMs = performance.now();
    return { outcome: await lane.submit(ctx, { ...body, request: build, uploadId: uuidv7(receivedAt.getTime()), receivedAt }), startedMs: arrivedMs };
  });
  if (outcome.kind === "queued" && query.wait) await waitUntilSettled(outcome.uploadId, query.wait);
  const upload = await getUpload({ ctx, input: { id: outcome.uploadId } });
  const unchanged = outcome.kind === "recorded" && outcome.unchanged;
  const label = outcome.kind === "queued" ? "queued" : unchanged ? "unchanged" : (upload.outcome?.change ?? "done");
  metrics().ingestDocuments.inc({ outcome: label });
  metrics().ingestSeconds.observe({ outcome: label }, (performance.now() - startedMs) / 1_000);
  return { upload, unchanged };
}

const bodies = new ByteBudget(bodyBytesInFlightMax);

/** The declared length of the body; the largest there may be when none is declared. What is too long is refused by the reader. */
function bytesToReserve(request: IncomingMessage): number {
  return Math.min(Number(request.headers["content-length"] ?? documentBytesMax) || 0, documentBytesMax);
}

const pollMs = 100;

async function waitUntilSettled(uploadId: string, seconds: number): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  while (performance.now() < deadline) {
    const status = await selectUploadStatus(pool(), uploadId);
    if (status === "done" || status === "failed") return;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
