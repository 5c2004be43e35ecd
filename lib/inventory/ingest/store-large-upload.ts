import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createBrotliCompress } from "node:zlib";
import type { Pool } from "pg";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { documentBytesMax, wholeBytesMax } from "@/lib/inventory/limits";
import { openSpoolFile } from "@/lib/inventory/spool/open-spool-file";
import type { BuildRequest } from "@/lib/inventory/upload/schemas";
import { checkLargeStart, decodeStream, formTooLarge, splitDocument } from "@/lib/sbom";
import { brotliOptions } from "./document-parts";
import type { Ingest } from "./ingest-document";
import { copyDocumentBody, hasDocumentBody, lockDocument } from "./queries/document";
import { writeOwedUpload } from "./store-upload";

/** As much of the beginning as is looked at to find where the body starts. */
const startBytesMax = 65_536;

/** `source`: the document as sent, perhaps gzip. `spoolPath`: where a temporary file may be written; it is removed again. */
export type LargeUpload = { source: AsyncIterable<Buffer>; spoolPath: string; request: BuildRequest; uploadId: string; receivedAt: Date };
export type LargeStored = { kind: "stored" } | { kind: "unchanged"; uploadId: string };

/**
 * Keeps a large document and owes its build. It goes through piece by piece: decompressed, hashed, compressed into a file,
 * and from there to the database, where document, upload and job commit together. `pool` is one without `pipeline`.
 */
export async function storeLargeUpload(
  { pool, ingest }: { pool: Pool; ingest: Pick<Ingest, "findSameBuild"> },
  ctx: Context,
  upload: LargeUpload,
): Promise<LargeStored> {
  const reading = new ReadDocument();
  try {
    await pipeline(reading.bodyOf(upload.source), createBrotliCompress(brotliOptions()), await openSpoolFile(upload.spoolPath));
    const documentSha256 = reading.hash.digest();
    const same = await ingest.findSameBuild(upload, documentSha256);
    if (same !== null) return { kind: "unchanged", uploadId: same };
    const { size } = await stat(upload.spoolPath);
    await inTransaction(async (client) => {
      await lockDocument(client, documentSha256);
      if (!(await hasDocumentBody(client, documentSha256))) {
        await copyDocumentBody(client, documentSha256, size, createReadStream(upload.spoolPath, { highWaterMark: 262_144 }));
      }
      await writeOwedUpload(client, ctx, upload, { sha256: documentSha256, head: reading.head, sizeBytes: reading.sizeBytes, isLarge: true });
    }, pool);
    return { kind: "stored" };
  } finally {
    await rm(upload.spoolPath, { force: true });
  }
}

/** What is found out about a document while it goes through. */
class ReadDocument {
  readonly hash = createHash("sha256");
  sizeBytes = 0;
  head: Buffer = Buffer.alloc(0);

  /** The bytes from the components on; those before them become the head. */
  async *bodyOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let start: Buffer[] | null = [];
    let startBytes = 0;
    let form: "sliced" | "whole" = "whole";
    for await (const chunk of decodeStream(source, { bytesMax: documentBytesMax })) {
      this.hash.update(chunk);
      this.sizeBytes += chunk.length;
      if (start === null) {
        if (form === "whole" && this.sizeBytes > wholeBytesMax) throw formTooLarge(wholeBytesMax);
        yield chunk;
        continue;
      }
      start.push(chunk);
      startBytes += chunk.length;
      if (startBytes < startBytesMax) continue;
      const bytes = Buffer.concat(start);
      start = null;
      form = checkLargeStart(bytes);
      yield this.#afterHead(bytes);
    }
    if (start !== null) yield this.#afterHead(Buffer.concat(start));
  }

  #afterHead(bytes: Buffer): Buffer {
    const split = splitDocument(bytes);
    if (split === null) return bytes;
    this.head = Buffer.from(bytes.subarray(0, split.bodyStart));
    return bytes.subarray(split.bodyStart);
  }
}
