import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { WhereinError } from "@/lib/errors";
import type { BufferPool } from "./buffer-pool";

const encodings = new Set(["", "identity", "gzip", "x-gzip", "zstd"]);

/** A body as it was sent, and its hash: made chunk by chunk while they are in the processor's cache, and beside the ingest thread. */
export type ReceivedBody = { bytes: Buffer; sha256: Buffer };

/**
 * The whole body, at the beginning of a buffer that is its own (from the pool when its length is declared). Throws `too_large` as soon as it is known, `unsupported` for a content
 * encoding other than gzip and zstd (which stay compressed here), and `invalid` when the caller goes away half way.
 */
export async function readBody(request: IncomingMessage, bytesMax: number, buffers: BufferPool): Promise<ReceivedBody> {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  if (!encodings.has(encoding)) {
    throw new WhereinError("unsupported", `The content encoding ${encoding.slice(0, 40)} is not read here; send the document plain, or with gzip or zstd.`, {
      reason: "content_encoding",
    });
  }
  const declared = request.headers["content-length"] === undefined ? null : Number(request.headers["content-length"]);
  if (declared !== null && declared > bytesMax) throw tooLarge(bytesMax);
  return declared === null ? readChunks(request, bytesMax) : readDeclared(request, declared, buffers);
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
    throw cutOff(cause);
  }
  buffers.give(buffer);
  throw cutOff(null);
}

/** The same for a document that arrives in chunks, of which nobody says how many: a chunked body, or what is inside of a form. */
export async function readChunks(source: AsyncIterable<Buffer>, bytesMax: number): Promise<ReceivedBody> {
  const hash = createHash("sha256");
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of source) {
      length += chunk.length;
      if (length > bytesMax) throw tooLarge(bytesMax);
      chunks.push(chunk);
      hash.update(chunk);
    }
  } catch (cause) {
    throw cause instanceof WhereinError ? cause : cutOff(cause);
  }
  return { bytes: Buffer.concat(chunks, length), sha256: hash.digest() };
}

function tooLarge(bytesMax: number): WhereinError {
  return new WhereinError("too_large", `The document is larger than ${bytesMax / 1_048_576} MiB.`, { reason: "document_too_large" });
}

function cutOff(cause: unknown): WhereinError {
  return new WhereinError("invalid", "The connection ended before the whole document had arrived. Nothing was stored; send it again.", {
    reason: "body_cut_off",
    cause,
  });
}
