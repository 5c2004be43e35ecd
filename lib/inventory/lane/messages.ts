import type { Actor } from "@/lib/context";
import type { ErrorCode, InputFault } from "@/lib/errors";
import type { IngestResult } from "@/lib/inventory/ingest/ingest-document";
import type { BuildRequest } from "@/lib/inventory/upload/schemas";

/** What the web process asks of its ingest thread. `bytes` is transferred, not copied. */
export type LaneRequest = {
  id: number;
  /** `ingest`: commit the build now. `store`: keep the document and owe the build to the worker process. */
  task: "ingest" | "store";
  bytes: ArrayBuffer;
  request: BuildRequest;
  uploadId: string;
  receivedAtMs: number;
  actor: Actor;
  requestId: string;
};

export type LaneFailure = { code: ErrorCode; reason: string | null; detail: string; errors: InputFault[] };

/** `decodedBytes` is the size of the document after gunzip. */
export type LaneAnswer = { id: number } & (
  | { kind: "ingested"; result: IngestResult }
  | { kind: "stored"; uploadId: string }
  | { kind: "refused"; failure: LaneFailure }
  | { kind: "broken"; message: string; stack: string | null }
);
