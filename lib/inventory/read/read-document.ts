import { Readable } from "node:stream";
import { createBrotliDecompress } from "node:zlib";
import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { factsOfFormat } from "@/lib/sbom/formats";
import { type DocumentRow, selectDocumentParts } from "./queries/documents";
import { getDocumentSchema } from "./schemas";

export type StoredDocument = { sizeBytes: number; format: string | null; contentType: string; fileName: string; body: ReadableStream<Uint8Array> };

/** A document byte for byte as it was received, decompressed as it is read. Throws `not_found`. */
export async function readDocument({ ctx, input }: Verb<z.input<typeof getDocumentSchema>>): Promise<StoredDocument> {
  requireScope(ctx, "inventory:read");
  const { sha256 } = getDocumentSchema.parse(input);
  const row = await selectDocumentParts(pool(), Buffer.from(sha256, "hex"));
  if (!row) throw new WhereinError("not_found", "There is no document with this SHA-256.", { reason: "document_not_found" });
  const { sizeBytes, format } = row;
  const facts = factsOfFormat(format);
  return {
    sizeBytes,
    format,
    contentType: facts?.mediaType ?? "application/octet-stream",
    fileName: `${sha256}.${facts?.extension ?? "bin"}`,
    body: Readable.toWeb(Readable.from(partsOf(row))) as ReadableStream<Uint8Array>,
  };
}

async function* partsOf({ head, encoding, body }: DocumentRow): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  if (encoding === "br") yield* Readable.from([body]).pipe(createBrotliDecompress({ chunkSize: 256 * 1024 })) as AsyncIterable<Uint8Array>;
  else yield body;
}
