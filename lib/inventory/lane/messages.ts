import type { Actor } from "@/lib/context";
import type { ErrorCode, InputFault } from "@/lib/errors";
import type { IngestResult } from "@/lib/inventory/ingest/ingest-document";
import type { BuildRequest } from "@/lib/inventory/upload/schemas";

/** What the web process asks of its ingest thread. `bytes` is not copied: shared, and left alone by the web process until the answer, or transferred. A large body is a file instead. */
export type LaneRequest = {
  id: number;
  /** `ingest`: commit the build now. `store`: keep the document and owe the build to the worker process. */
  task: "ingest" | "store";
  bytes: ArrayBuffer | SharedArrayBuffer;
  file: string | null;
  /** The document is the first so many of `bytes`. */
  length: number;
  /** Hash of the document as it was sent; null when the thread is to make it. */
  sha256: Uint8Array | null;
  request: BuildRequest;
  uploadId: string;
  receivedAtMs: number;
  actor: Actor;
  requestId: string;
};

export type LaneFailure = { code: ErrorCode; reason: string | null; detail: string; errors: InputFault[] };

export type FailedResult = { kind: "refused"; failure: LaneFailure } | { kind: "broken"; message: string; stack: string | null };
export type LaneResult = { kind: "ingested"; result: IngestResult } | { kind: "stored"; uploadId: string } | FailedResult;

/** What the thread for one large document says: how far it is (0 to 1), and in the end what became of it. */
export type LargeMessage = { kind: "progress"; share: number } | { kind: "ingested"; result: IngestResult } | FailedResult;

export type LaneAnswer = { id: number } & LaneResult;
