import type { IncomingMessage } from "node:http";
import type { Context } from "@/lib/context";
import { pool, uuidv7 } from "@/lib/db";
import type { IngestLane } from "@/lib/inventory/lane/ingest-lane";
import { bodyBytesInFlightMax, laneBytesMax } from "@/lib/inventory/limits";
import { metrics } from "@/lib/observability";
import { ByteBudget } from "./byte-budget";
import { getUpload } from "./get-upload";
import { selectUploadStatus } from "./queries";
import type { ReceivedBody } from "./read-body";
import type { BuildRequest, Upload } from "./schemas";

/** Lives on the server: hands documents to the ingest thread. */
export type UploadServices = { lane: IngestLane };

/** `read` gives the document and the build that it belongs to; `waitSeconds` is how long a queued one is waited for. */
export type DocumentToTake = { receivedAt: Date; waitSeconds: number; read: () => Promise<ReceivedBody & { build: BuildRequest }> };

export type TakenDocument = { upload: Upload; unchanged: boolean };

/**
 * Reads a document within the budget of bytes that a process holds, hands it to the lane, and waits for it if asked to.
 * Throws what `read` throws, `unavailable` when too much arrives at once, and the reader's error when the document is refused.
 */
export async function takeDocument(ctx: Context, request: IncomingMessage, { lane }: UploadServices, take: DocumentToTake): Promise<TakenDocument> {
  const { receivedAt } = take;
  const { outcome, startedMs } = await bodies.with(bytesToReserve(request), async () => {
    const { build, ...body } = await take.read();
    const arrivedMs = performance.now();
    try {
      return { outcome: await lane.submit(ctx, { ...body, request: build, uploadId: uuidv7(receivedAt.getTime()), receivedAt }), startedMs: arrivedMs };
    } finally {
      await body.file?.remove();
    }
  });
  const queued = outcome.kind === "queued";
  if (queued && take.waitSeconds > 0) await waitUntilSettled(outcome.uploadId, take.waitSeconds);
  const upload = await getUpload({ ctx, input: { id: outcome.uploadId } });
  const unchanged = outcome.kind === "recorded" && outcome.unchanged;
  const label = queued ? "queued" : unchanged ? "unchanged" : (upload.outcome?.change ?? "done");
  metrics().ingestDocuments.inc({ outcome: label });
  metrics().ingestSeconds.observe({ outcome: label }, (performance.now() - startedMs) / 1_000);
  return { upload, unchanged };
}

const bodies = new ByteBudget(bodyBytesInFlightMax);

/** What the body may take of the memory: its declared length, or as much as is held at all before it goes to a file. */
function bytesToReserve(request: IncomingMessage): number {
  return Math.min(Number(request.headers["content-length"] ?? laneBytesMax) || 0, laneBytesMax);
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
