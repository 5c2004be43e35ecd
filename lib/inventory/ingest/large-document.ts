import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import type { Pool } from "pg";
import { openSpoolFile } from "@/lib/inventory/spool/open-spool-file";
import type { ByteFile } from "@/lib/sbom";
import { type DocumentFacts, selectBodyChunks } from "./queries/document";

const chunkBytes = 262_144;

/** A stored document as a temporary file, to be read at any place. */
export class LargeDocument implements ByteFile {
  readonly size: number;
  readonly head: Buffer;
  readonly #file: number;

  private constructor({ head, sizeBytes }: DocumentFacts, path: string) {
    this.head = head;
    this.size = sizeBytes;
    this.#file = openSync(path, "r");
  }

  /** Writes the document to `path`, decompressed; `onChunk` sees its bytes as they come. The file is the caller's to remove. */
  static async open(pool: Pool, facts: DocumentFacts, path: string, onChunk: (chunk: Buffer) => void): Promise<LargeDocument> {
    const decompress = createBrotliDecompress({ chunkSize: chunkBytes });
    async function* chunks(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      if (facts.head.length > 0) yield facts.head;
      yield* body;
    }
    async function* seen(all: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of all) {
        onChunk(chunk);
        yield chunk;
      }
    }
    await pipeline(selectBodyChunks(pool, facts.bodySha256), decompress, chunks, seen, await openSpoolFile(path));
    return new LargeDocument(facts, path);
  }

  readInto(target: Uint8Array, at: number): void {
    for (let filled = 0; filled < target.length; ) {
      const bytes = readSync(this.#file, target, filled, target.length - filled, at + filled);
      if (bytes === 0) throw new Error("a stored document is shorter than was noted");
      filled += bytes;
    }
  }

  /** SHA-256 of `head` followed by the body: whether the body is that of another document is told by it. */
  hashWith(head: Uint8Array): Buffer {
    const hash = createHash("sha256").update(head);
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (let at = this.head.length; at < this.size; at += chunkBytes) {
      const chunk = buffer.subarray(0, Math.min(chunkBytes, this.size - at));
      this.readInto(chunk, at);
      hash.update(chunk);
    }
    return hash.digest();
  }

  close(): void {
    closeSync(this.#file);
  }
}
