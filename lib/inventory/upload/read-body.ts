import { createWriteStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { WhereinError } from "@/lib/errors";
import type { SpoolDirectory, SpoolFile } from "@/lib/inventory/spool/spool-directory";
import { checkLargeStart, isGzip } from "@/lib/sbom";

const encodings = new Set(["", "identity", "gzip", "x-gzip"]);

/** Bodies of more than `memoryBytesMax` go to a file of `spool`; none has more than `bytesMax`. */
export type BodyLimits = { bytesMax: number; memoryBytesMax: number; spool: SpoolDirectory };

/**
 * The whole body: in one buffer of its own, or in a file that is the caller's to remove. Throws `too_large` as soon as it is
 * known, `unsupported` for a content encoding other than gzip (which stays compressed here), and `invalid` when the caller
 * goes away half way.
 */
export async function readBody(request: IncomingMessage, { bytesMax, memoryBytesMax, spool }: BodyLimits): Promise<Buffer | SpoolFile> {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  if (!encodings.has(encoding)) {
    throw new WhereinError("unsupported", `The content encoding ${encoding.slice(0, 40)} is not read here; send the document plain or with gzip.`, {
      reason: "content_encoding",
    });
  }
  const declared = request.headers["content-length"] === undefined ? null : Number(request.headers["content-length"]);
  if (declared !== null && declared > bytesMax) throw tooLarge(bytesMax);
  if (declared !== null && declared <= memoryBytesMax) return readDeclared(request, declared);
  const first = declared === null ? await readChunked(request, memoryBytesMax) : { chunks: [], isWhole: false };
  return first.isWhole ? Buffer.concat(first.chunks) : spoolRest(request, first.chunks, spool.reserve(declared ?? bytesMax), { bytesMax, declared });
}

async function readDeclared(request: IncomingMessage, length: number): Promise<Buffer> {
  const body = Buffer.from(new ArrayBuffer(length));
  let at = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) at += chunk.copy(body, at);
  } catch (cause) {
    throw cutOff(cause);
  }
  if (at !== length) throw cutOff(null);
  return body;
}

/** All of the body, or its beginning as soon as that is more than `bytesMax`. */
async function readChunked(request: IncomingMessage, bytesMax: number): Promise<{ chunks: Buffer[]; isWhole: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Kept open: what comes after the beginning goes to a file.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      chunks.push(chunk);
      if (length > bytesMax) return { chunks, isWhole: false };
    }
  } catch (cause) {
    throw cutOff(cause);
  }
  return { chunks, isWhole: true };
}

/** From so many first bytes on it can be told what a document is. */
const tellingBytes = 4_096;

/** The beginning and the rest of the body in a file. Its first bytes are looked at, so that garbage is not taken in whole. */
async function spoolRest(
  request: IncomingMessage,
  beginning: Buffer[],
  file: SpoolFile,
  { bytesMax, declared }: { bytesMax: number; declared: number | null },
): Promise<SpoolFile> {
  let length = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    for await (const chunk of both(beginning, request.iterator({ destroyOnReturn: false }))) {
      if (length === 0 && chunk.length >= tellingBytes && !isGzip(chunk)) checkLargeStart(chunk);
      length += chunk.length;
      if (length > bytesMax) throw tooLarge(bytesMax);
      yield chunk;
    }
  }
  try {
    await pipeline(chunks(), createWriteStream(file.path, { mode: 0o600 }));
    if (declared !== null && length !== declared) throw cutOff(null);
    return file;
  } catch (cause) {
    await file.remove();
    throw cause instanceof WhereinError ? cause : isOfDisk(cause) ? cause : cutOff(cause);
  }
}

async function* both(beginning: Buffer[], rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* beginning;
  yield* rest;
}

function isOfDisk(error: unknown): error is Error {
  return error instanceof Error && "syscall" in error && error.syscall !== "read";
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
