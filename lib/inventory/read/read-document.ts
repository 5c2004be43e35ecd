import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { selectBodyChunks } from "@/lib/inventory/ingest/queries/document";
import { factsOfFormat } from "@/lib/sbom/formats";
import { type DocumentRow, selectDocumentParts } from "./queries/documents";
import { getDocumentSchema } from "./schemas";

export type StoredDocument = { sizeBytes: number; format: string | null; contentType: string; fileName: string; body: ReadableStream<Uint8Array> };

/** A document byte for byte as it was received, read and decompressed as it is sent. Throws `not_found`. */
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

async function* partsOf({ head, encoding, bodySha256 }: DocumentRow): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  const body = selectBodyChunks(pool(), bodySha256);
  if (encoding !== "br") yield* body;
  else yield* compose(Readable.from(body), createBrotliDecompress({ chunkSize: 256 * 1024 }));
}

/** The output of a transform; an error of its source is thrown too, and ending early ends the source. */
async function* compose(source: Readable, transform: Transform): AsyncGenerator<Uint8Array> {
  pipeline(source, transform).catch(() => {});
  for await (const chunk of transform as AsyncIterable<Uint8Array>) yield chunk;
}
