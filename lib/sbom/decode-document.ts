import { Buffer } from "node:buffer";
import { gunzip } from "node:zlib";
import { WhereinError } from "@/lib/errors";
import { type Compression, compressionOf } from "./compression";
import { decompressZstd } from "./zstd/decompress-zstd";

/** Each chunk of output is a trip to the thread pool: few large ones for what is large. */
const chunkBytesOf = (compressedBytes: number) => Math.min(Math.max(compressedBytes * 8, 65_536), 1_048_576);

/** How often a document may be compressed. */
export const layersMax = 2;

/**
 * The document as sent, decompressed when it is gzip or zstd (also one in the other or in itself, once). Never holds more
 * than `bytesMax` of output. Throws `too_large` (`document_too_large`, `decompressed_too_large`) or `invalid`
 * (`compressed_too_often`, `gzip_truncated`, `gzip_invalid`, or as `decompressZstd`).
 */
export async function decodeDocument(bytes: Uint8Array, { bytesMax }: { bytesMax: number }): Promise<Buffer> {
  let body: Buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (body.length > bytesMax) throw tooLarge("document_too_large", "The document is", bytesMax);
  for (let layer = 0; ; layer += 1) {
    const compression = compressionOf(body);
    if (compression === null) return body;
    if (layer === layersMax) throw compressedTooOften();
    body = await decompressors[compression](body, bytesMax);
  }
}

const decompressors: Record<Compression, (bytes: Buffer, bytesMax: number) => Promise<Buffer>> = {
  gzip: decompressGzip,
  zstd: async (bytes, bytesMax) => decompressZstd(bytes, bytesMax, () => decompressedTooLarge(bytesMax)),
};

function decompressGzip(bytes: Buffer, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gunzip(bytes, { maxOutputLength: bytesMax, chunkSize: chunkBytesOf(bytes.length) }, (error: (Error & { code?: string }) | null, output) => {
      if (error === null) resolve(output);
      else reject(error.code === "ERR_BUFFER_TOO_LARGE" ? decompressedTooLarge(bytesMax) : problemOfGzip(error));
    });
  });
}

/** What an error of zlib says of the bytes. */
export function problemOfGzip(error: Error & { code?: string }): WhereinError {
  if (error.code === "Z_BUF_ERROR") {
    return new WhereinError("invalid", "The gzip data ends too early. Was the upload cut off? Send it again whole.", {
      reason: "gzip_truncated",
      cause: error,
    });
  }
  return new WhereinError("invalid", "The gzip data is damaged and cannot be decompressed. Send the document again.", { reason: "gzip_invalid", cause: error });
}

export const decompressedTooLarge = (bytesMax: number) => tooLarge("decompressed_too_large", "Decompressed, the document is", bytesMax);

export function compressedTooOften(): WhereinError {
  return new WhereinError("invalid", "The document is compressed more than twice. Compress it once, or send it plain.", { reason: "compressed_too_often" });
}

export function tooLarge(reason: string, start: string, bytesMax: number): WhereinError {
  const limit = bytesMax >= 1_048_576 ? `${Math.floor(bytesMax / 1_048_576)} MiB` : `${bytesMax} bytes`;
  return new WhereinError("too_large", `${start} larger than ${limit}, the most that is accepted.`, { reason });
}
