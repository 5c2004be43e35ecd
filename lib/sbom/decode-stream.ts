import { Buffer } from "node:buffer";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { compressedTooOften, isGzip, problemOfGzip, tooLarge } from "./decode-document";

const chunkBytes = 262_144;

type Chunks = AsyncIterable<Buffer>;

/**
 * The document as sent, decompressed as `decodeDocument` does it, but piece by piece. Throws the same problems, when the bytes
 * have come that tell them.
 */
export async function* decodeStream(source: Chunks, { bytesMax }: { bytesMax: number }): AsyncGenerator<Buffer> {
  let chunks = limited(source, () => tooLarge("document_too_large", "The document is", bytesMax), bytesMax);
  for (let layer = 0; ; layer += 1) {
    const { first, all } = await peek(chunks);
    if (first === null || !isGzip(first)) {
      yield* all;
      return;
    }
    if (layer === 2) throw compressedTooOften();
    chunks = limited(gunzipped(all), () => tooLarge("decompressed_too_large", "Decompressed, the document is", bytesMax), bytesMax);
  }
}

async function* limited(source: Chunks, problem: () => Error, bytesMax: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw problem();
    yield chunk;
  }
}

async function* gunzipped(source: Chunks): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  // A failure reaches the reader through the stream itself.
  pipeline(Readable.from(source), gunzip).catch(() => {});
  try {
    for await (const chunk of gunzip as Chunks) yield chunk;
  } catch (error) {
    throw isOfZlib(error) ? problemOfGzip(error) : error;
  }
}

function isOfZlib(error: unknown): error is Error & { code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
}

/** The first non-empty piece, long enough to tell gzip by, and all pieces with it. */
async function peek(source: AsyncGenerator<Buffer>): Promise<{ first: Buffer | null; all: AsyncGenerator<Buffer> }> {
  const taken: Buffer[] = [];
  let first: Buffer | null = null;
  while (first === null || first.length < 3) {
    const { done, value } = await source.next();
    if (done === true) break;
    taken.push(value);
    first = first === null ? value : Buffer.concat([first, value]);
  }
  async function* all() {
    yield* taken;
    yield* source;
  }
  return { first, all: all() };
}
