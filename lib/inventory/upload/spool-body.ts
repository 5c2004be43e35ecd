import { pipeline } from "node:stream/promises";
import { WhereinError } from "@/lib/errors";
import { openSpoolFile } from "@/lib/inventory/spool/open-spool-file";
import { checkLargeStart, compressionOf } from "@/lib/sbom";
import { bodyCutOff, bodyTooLarge } from "./body-problems";
import type { BodyPlaces, ReceivedBody } from "./read-body";

/** From so many first bytes on it can be told what a document is. */
const tellingBytes = 4_096;

type Spooling = Pick<BodyPlaces, "bytesMax" | "spool"> & { declared: number | null };

/**
 * Writes a body to a file. Its first bytes are looked at, so that garbage is not taken in whole. When it throws, the file is
 * removed.
 */
export async function spoolBody(body: AsyncIterable<Buffer>, { bytesMax, spool, declared }: Spooling): Promise<ReceivedBody> {
  const file = spool.reserve(declared ?? bytesMax);
  let length = 0;
  async function* checked(): AsyncGenerator<Buffer> {
    for await (const chunk of body) {
      if (length === 0 && chunk.length >= tellingBytes && compressionOf(chunk) === null) checkLargeStart(chunk);
      length += chunk.length;
      if (length > bytesMax) throw bodyTooLarge(bytesMax);
      yield chunk;
    }
  }
  try {
    await pipeline(checked(), await openSpoolFile(file.path));
    if (declared !== null && length !== declared) throw bodyCutOff(null);
    return { bytes: Buffer.alloc(0), sha256: null, file };
  } catch (error) {
    await file.remove();
    throw error instanceof WhereinError || isOfDisk(error) ? error : bodyCutOff(error);
  }
}

function isOfDisk(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && (error.syscall === "write" || error.syscall === "open");
}
