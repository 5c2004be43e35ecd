import { createWriteStream } from "node:fs";
import type { IncomingMessage } from "node:http";
import { pipeline } from "node:stream/promises";
import { WhereinError } from "@/lib/errors";
import type { SpoolFile } from "@/lib/inventory/spool/spool-directory";
import { checkLargeStart, compressionOf } from "@/lib/sbom";
import { bodyCutOff, bodyTooLarge } from "./body-problems";
import type { ReceivedBody } from "./read-body";

/** From so many first bytes on it can be told what a document is. */
const tellingBytes = 4_096;

type Spooling = { file: SpoolFile; bytesMax: number; declared: number | null };

/**
 * Writes a body to a file, after the chunks of it that were read already. Its first bytes are looked at, so that garbage is
 * not taken in whole. Removes the file when it throws.
 */
export async function spoolBody(request: IncomingMessage, beginning: readonly Buffer[], { file, bytesMax, declared }: Spooling): Promise<ReceivedBody> {
  let length = 0;
  async function* chunks(): AsyncGenerator<Buffer> {
    for await (const chunk of all(request, beginning)) {
      if (length === 0 && chunk.length >= tellingBytes && compressionOf(chunk) === null) checkLargeStart(chunk);
      length += chunk.length;
      if (length > bytesMax) throw bodyTooLarge(bytesMax);
      yield chunk;
    }
  }
  try {
    await pipeline(chunks(), createWriteStream(file.path, { mode: 0o600 }));
    if (declared !== null && length !== declared) throw bodyCutOff(null);
    return { bytes: Buffer.alloc(0), sha256: Buffer.alloc(0), file };
  } catch (error) {
    await file.remove();
    throw error instanceof WhereinError || isOfDisk(error) ? error : bodyCutOff(error);
  }
}

async function* all(request: IncomingMessage, beginning: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* beginning;
  // Not ended with the loop: what is left of a refused body is read and dropped.
  yield* request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

function isOfDisk(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && (error.syscall === "write" || error.syscall === "open");
}
