import { Buffer } from "node:buffer";
import { gunzip } from "node:zlib";
import { WhereinError } from "@/lib/errors";

/** Each chunk of output is a trip to the thread pool: few large ones for what is large. */
const chunkBytesOf = (compressedBytes: number) => Math.min(Math.max(compressedBytes * 8, 65_536), 1_048_576);

/**
 * The document as sent, decompressed when it is gzip (also gzip in gzip, once). Never holds more than `bytesMax` of
 * output. Throws `too_large` (`document_too_large`, `decompressed_too_large`) or `invalid` (`gzip_truncated`,
 * `gzip_invalid`).
 */
export async function decodeDocument(bytes: Uint8Array, { bytesMax }: { bytesMax: number }): Promise<Buffer> {
  let body: Buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (body.length > bytesMax) throw tooLarge("document_too_large", "The document is", bytesMax);
  for (let layer = 0; isGzip(body); layer += 1) {
    if (layer === 2) throw compressedTooOften();
    body = await decompress(body, bytesMax);
  }
  return body;
}

/** True when the bytes begin as gzip does (RFC 1952, deflate). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

function decompress(bytes: Buffer, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gunzip(bytes, { maxOutputLength: bytesMax, chunkSize: chunkBytesOf(bytes.length) }, (error: (Error & { code?: string }) | null, output) => {
      if (error === null) resolve(output);
      else reject(error.code === "ERR_BUFFER_TOO_LARGE" ? tooLarge("decompressed_too_large", "Decompressed, the document is", bytesMax) : problemOfGzip(error));
    });
  });
}

export function compressedTooOften(): WhereinError {
  return new WhereinError("invalid", "The document is compressed more than twice. Send it as gzip once, or plain.", { reason: "gzip_invalid" });
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

export function tooLarge(reason: string, start: string, bytesMax: number): WhereinError {
  const limit = bytesMax >= 1_048_576 ? `${Math.floor(bytesMax / 1_048_576)} MiB` : `${bytesMax} bytes`;
  return new WhereinError("too_large", `${start} larger than ${limit}, the most that is accepted.`, { reason });
}
