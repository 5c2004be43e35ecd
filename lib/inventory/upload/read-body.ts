import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { WhereinError } from "@/lib/errors";
import type { SpoolDirectory, SpoolFile } from "@/lib/inventory/spool/spool-directory";
import { bodyCutOff, bodyTooLarge } from "./body-problems";
import type { BufferPool } from "./buffer-pool";
import { spoolBody } from "./spool-body";

const encodings = new Set(["", "identity", "gzip", "x-gzip"]);

/** A body as it was sent, and its hash: made chunk by chunk while they are in the processor's cache, and beside the ingest thread. */
export type ReceivedBody = { bytes: Buffer; sha256: Buffer; file?: SpoolFile };

/** Where bodies go: up to `memoryBytesMax` into a buffer, else to a file; none has more than `bytesMax`. */
export type BodyPlaces = { bytesMax: number; memoryBytesMax: number; buffers: BufferPool; spool: SpoolDirectory };

/**
 * The whole body, at the beginning of a buffer that is its own (from the pool when its length is declared), or in a file that
 * is the caller's to remove (there are no bytes then). Throws `too_large` as soon as it is known, `unsupported` for a content
 * encoding other than gzip (which stays compressed here), and `invalid` when the caller goes away half way.
 */
export async function readBody(request: IncomingMessage, places: BodyPlaces): Promise<ReceivedBody> {
  const { bytesMax, memoryBytesMax, buffers, spool } = places;
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  if (!encodings.has(encoding)) {
    throw new WhereinError("unsupported", `The content encoding ${encoding.slice(0, 40)} is not read here; send the document plain or with gzip.`, {
      reason: "content_encoding",
    });
  }
  const declared = request.headers["content-length"] === undefined ? null : Number(request.headers["content-length"]);
  if (declared !== null && declared > bytesMax) throw bodyTooLarge(bytesMax);
  if (declared !== null && declared <= memoryBytesMax) return readDeclared(request, declared, buffers);
  const beginning = declared === null ? await readChunked(request, memoryBytesMax) : [];
  if (!Array.isArray(beginning)) return beginning;
  return spoolBody(request, beginning, { file: spool.reserve(declared ?? bytesMax), bytesMax, declared });
}

async function readDeclared(request: IncomingMessage, length: number, buffers: BufferPool): Promise<ReceivedBody> {
  const hash = createHash("sha256");
  const buffer = buffers.take(length);
  const body = Buffer.from(buffer, 0, length);
  let at = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      at += chunk.copy(body, at);
      hash.update(chunk);
    }
    if (at === length) return { bytes: body, sha256: hash.digest() };
  } catch (cause) {
    buffers.give(buffer);
    throw bodyCutOff(cause);
  }
  buffers.give(buffer);
  throw bodyCutOff(null);
}

/** The body, or the chunks of its beginning as soon as those are more than `bytesMax`. */
async function readChunked(request: IncomingMessage, bytesMax: number): Promise<ReceivedBody | Buffer[]> {
  const hash = createHash("sha256");
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Not ended with the loop: the rest is read by somebody else.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      chunks.push(chunk);
      if (length > bytesMax) return chunks;
      hash.update(chunk);
    }
  } catch (cause) {
    throw bodyCutOff(cause);
  }
  return { bytes: Buffer.concat(chunks, length), sha256: hash.digest() };
}

const discardMs = 5_000;

/** Reads and drops what is left of a refused body for a while, so that the caller can finish sending and read the answer. */
export function discardRest(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  response.setHeader("connection", "close");
  request.on("error", () => {});
  request.resume();
  const timer = setTimeout(() => request.destroy(), discardMs);
  timer.unref();
  request.once("close", () => clearTimeout(timer));
}
