import type { IncomingMessage, ServerResponse } from "node:http";
import { WhereinError } from "@/lib/errors";

const encodings = new Set(["", "identity", "gzip", "x-gzip"]);

/**
 * The whole body in one buffer of its own. Throws `too_large` as soon as it is known, `unsupported` for a content
 * encoding other than gzip (which stays compressed here), and `invalid` when the caller goes away half way.
 */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  if (!encodings.has(encoding)) {
    throw new WhereinError("unsupported", `The content encoding ${encoding.slice(0, 40)} is not read here; send the document plain or with gzip.`, {
      reason: "content_encoding",
    });
  }
  const declared = request.headers["content-length"] === undefined ? null : Number(request.headers["content-length"]);
  if (declared !== null && declared > bytesMax) throw tooLarge(bytesMax);
  return declared === null ? readChunked(request, bytesMax) : readDeclared(request, declared);
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

async function readChunked(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > bytesMax) throw tooLarge(bytesMax);
      chunks.push(chunk);
    }
  } catch (cause) {
    throw cause instanceof WhereinError ? cause : cutOff(cause);
  }
  return Buffer.concat(chunks, length);
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
