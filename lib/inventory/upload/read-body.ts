import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { WhereinError } from "@/lib/errors";
import type { SpoolDirectory, SpoolFile } from "@/lib/inventory/spool/spool-directory";
import { bodyCutOff, bodyTooLarge } from "./body-problems";
import type { BufferPool } from "./buffer-pool";
import { spoolBody } from "./spool-body";

const encodings = new Set(["", "identity", "gzip", "x-gzip", "zstd"]);

/**
 * A body as it was sent, and its hash: made chunk by chunk while they are in the processor's cache, beside an ingest thread that is busy. Null
 * where that thread has the time to hash it. A large one is in a file instead, which the caller removes, and hashed later.
 */
export type ReceivedBody = { bytes: Buffer; sha256: Buffer | null; file?: SpoolFile };

/** Where bodies go: up to `memoryBytesMax` into a buffer, else to a file; none has more than `bytesMax`. `hashedLater`: not while it is read. */
export type BodyPlaces = { bytesMax: number; memoryBytesMax: number; hashedLater: boolean; buffers: BufferPool; spool: SpoolDirectory };

/**
 * The whole body, at the beginning of a buffer that is its own (from the pool when its length is declared), or in a file.
 * Throws `too_large` as soon as it is known, `unsupported` for a content encoding other than gzip and zstd (which stay
 * compressed here), and `invalid` when the caller goes away half way.
 */
export async function readBody(request: IncomingMessage, places: BodyPlaces): Promise<ReceivedBody> {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  if (!encodings.has(encoding)) {
    throw new WhereinError("unsupported", `The content encoding ${encoding.slice(0, 40)} is not read here; send the document plain, or with gzip or zstd.`, {
      reason: "content_encoding",
    });
  }
  const declared = request.headers["content-length"] === undefined ? null : Number(request.headers["content-length"]);
  if (declared !== null && declared > places.bytesMax) throw bodyTooLarge(places.bytesMax);
  if (declared !== null && declared <= places.memoryBytesMax) return readDeclared(request, declared, places);
  // Not ended with the loop over it: what is left of a refused body is read and dropped.
  const chunks = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  return declared === null ? readChunks(chunks, places) : spoolBody(chunks, { ...places, declared });
}

async function readDeclared(request: IncomingMessage, length: number, { buffers, hashedLater }: BodyPlaces): Promise<ReceivedBody> {
  const hash = hashedLater ? null : createHash("sha256");
  const buffer = buffers.take(length);
  const body = Buffer.from(buffer, 0, length);
  let at = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      // Into shared memory `copy` takes a third longer than `fill`.
      body.fill(chunk, at, at + chunk.length);
      at += chunk.length;
      hash?.update(chunk);
    }
    if (at === length) return { bytes: body, sha256: hash?.digest() ?? null };
  } catch (cause) {
    buffers.give(buffer);
    throw bodyCutOff(cause);
  }
  buffers.give(buffer);
  throw bodyCutOff(null);
}

/** The same for a document that arrives in chunks, of which nobody says how many: a chunked body, or what is inside of a form. */
export async function readChunks(source: AsyncIterable<Buffer>, places: BodyPlaces): Promise<ReceivedBody> {
  const hash = createHash("sha256");
  const chunks: Buffer[] = [];
  const rest = source[Symbol.asyncIterator]();
  let length = 0;
  try {
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      length += next.value.length;
      chunks.push(next.value);
      if (length > places.memoryBytesMax) return await spoolBody(chained(chunks, rest), { ...places, declared: null });
      hash.update(next.value);
    }
  } catch (cause) {
    throw cause instanceof WhereinError ? cause : bodyCutOff(cause);
  }
  return { bytes: Buffer.concat(chunks, length), sha256: hash.digest() };
}

async function* chained(first: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* first;
  yield* { [Symbol.asyncIterator]: () => rest };
}
