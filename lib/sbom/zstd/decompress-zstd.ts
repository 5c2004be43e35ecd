import { Buffer } from "node:buffer";
import { Decompress } from "fzstd";
import { WhereinError } from "@/lib/errors";
import { runWithin } from "./run-within";
import { scanFrames, ZstdFault } from "./scan-frames";

/** RFC 8878 asks for 8 MiB; beyond that only the "ultra" levels go. It is allocated before the first byte is read. */
const windowBytesMax = 33_554_432;
/** Each block moves its window: this much in all is some seconds, and far more than a real document of the size limit needs. */
const movedBytesMax = 17_179_869_184;
/** A block can be made that is worked on for a minute and holds next to nothing. Real data comes out ten times as fast as this. */
const freeMs = 1_000;
const msPerByte = 1 / 10_000;

/**
 * zstd data decompressed, frame by frame. Output stops at `bytesMax`, whatever the headers claim. Throws `tooLarge()` past
 * that, and `invalid` (`zstd_truncated`, `zstd_invalid`, `zstd_window`, `zstd_dictionary`, `zstd_work`).
 */
export function decompressZstd(bytes: Uint8Array, bytesMax: number, tooLarge: () => WhereinError): Buffer {
  return Buffer.concat([...unpackZstd(bytes, bytesMax, tooLarge)]);
}

/** Compressed bytes that are worked on before what came of them is handed on. */
const stepBytes = 65_536;

/** The same piece by piece: no more of the output is held than what comes of 64 KiB. */
export function* unpackZstd(bytes: Uint8Array, bytesMax: number, tooLarge: () => WhereinError): Generator<Uint8Array, void, undefined> {
  let chunks: Uint8Array[] = [];
  let length = 0;
  let spentMs = 0;
  const take = (chunk: Uint8Array) => {
    length += chunk.length;
    if (length > bytesMax) throw tooLarge();
    if (chunk.length > 0) chunks.push(chunk);
  };
  try {
    refuseLargeWindows(bytes);
    for (const frame of scanFrames(bytes)) {
      if (frame.isSkippable) continue;
      const decompress = new Decompress(take);
      for (let at = frame.start; at < frame.end; at += stepBytes) {
        const end = Math.min(at + stepBytes, frame.end);
        const leftMs = freeMs + length * msPerByte - spentMs;
        spentMs += runWithin(leftMs, () => decompress.push(bytes.subarray(at, end), end === frame.end));
        yield* chunks;
        chunks = [];
      }
    }
  } catch (cause) {
    throw cause instanceof WhereinError ? cause : problemOf(cause);
  }
}

/** By the headers of all frames, before anything is decompressed. */
function refuseLargeWindows(bytes: Uint8Array): void {
  let moved = 0;
  for (const { isSkippable, windowBytes, blocks } of scanFrames(bytes)) {
    if (isSkippable) continue;
    moved += windowBytes * (blocks + 1);
    if (windowBytes > windowBytesMax || moved > movedBytesMax) throw windowTooLarge();
  }
}

function windowTooLarge(): WhereinError {
  return new WhereinError("invalid", "The zstd data needs too much memory to decompress. Compress it without --ultra and --long, or with gzip.", {
    reason: "zstd_window",
  });
}

const sentences: Readonly<Record<ZstdFault["kind"], string>> = {
  truncated: "The zstd data ends too early. Was the upload cut off? Send it again whole.",
  invalid: "The zstd data is damaged and cannot be decompressed. Send the document again.",
  work: "The zstd data takes far longer to decompress than data of its size should. Compress the document again, or with gzip.",
  dictionary: "The zstd data was compressed with a dictionary, which is not here. Compress it without one.",
};

/** The decompressor throws errors of its own kinds for data that is damaged inside of a block. */
function problemOf(cause: unknown): WhereinError {
  const kind = cause instanceof ZstdFault ? cause.kind : "invalid";
  return new WhereinError("invalid", sentences[kind], { reason: `zstd_${kind}`, cause });
}
