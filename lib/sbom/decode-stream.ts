import { Buffer } from "node:buffer";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { type Compression, compressionOf } from "./compression";
import { compressedTooOften, decompressedTooLarge, layersMax, problemOfGzip, tooLarge } from "./decode-document";
import { unpackZstd } from "./zstd/decompress-zstd";

const chunkBytes = 262_144;
/** zstd is read from one buffer, which real documents of the largest size fill to a tenth at most. */
const zstdBytesMax = 67_108_864;

type Chunks = AsyncIterable<Buffer>;

/**
 * The document as sent, decompressed as `decodeDocument` does it, but piece by piece. Throws the same problems, when the bytes
 * have come that tell them.
 */
export async function* decodeStream(source: Chunks, { bytesMax }: { bytesMax: number }): AsyncGenerator<Buffer> {
  let chunks = limited(source, bytesMax, () => tooLarge("document_too_large", "The document is", bytesMax));
  for (let layer = 0; ; layer += 1) {
    const { first, all } = await peek(chunks);
    const compression = compressionOf(first);
    if (compression === null) {
      yield* all;
      return;
    }
    if (layer === layersMax) throw compressedTooOften();
    chunks = limited(decompressors[compression](all, bytesMax), bytesMax, () => decompressedTooLarge(bytesMax));
  }
}

const decompressors: Record<Compression, (source: Chunks, bytesMax: number) => AsyncGenerator<Buffer>> = { gzip: gunzipped, zstd: unzstd };

async function* limited(source: Chunks, bytesMax: number, problem: () => Error): AsyncGenerator<Buffer> {
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

async function* unzstd(source: Chunks, bytesMax: number): AsyncGenerator<Buffer> {
  const chunks: Buffer[] = [];
  const compressed = limited(source, zstdBytesMax, () => tooLarge("document_too_large", "Compressed with zstd, the document is", zstdBytesMax));
  for await (const chunk of compressed) chunks.push(chunk);
  for (const chunk of unpackZstd(Buffer.concat(chunks), bytesMax, () => decompressedTooLarge(bytesMax))) {
    yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

/** The first bytes, enough to tell a compression by, and all with them. */
async function peek(source: AsyncGenerator<Buffer>): Promise<{ first: Buffer; all: AsyncGenerator<Buffer> }> {
  const taken: Buffer[] = [];
  let first: Buffer = Buffer.alloc(0);
  while (first.length < 4) {
    const { done, value } = await source.next();
    if (done === true) break;
    taken.push(value);
    first = first.length === 0 ? value : Buffer.concat([first, value]);
  }
  async function* all() {
    yield* taken;
    yield* source;
  }
  return { first, all: all() };
}
