import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { decodeDocument } from "./decode-document";
import { decodeStream } from "./decode-stream";

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function whole(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const outcome = (work: Promise<Buffer>) =>
  work.then(
    (bytes) => bytes.toString("base64"),
    (error: unknown) => (error instanceof WhereinError ? { code: error.code, reason: error.reason, message: error.message } : error),
  );

const text = Buffer.from(`{"filler":"${randomBytes(20_000).toString("hex")}"}`);
/** zstd, one raw block (RFC 8878): header, no content size, window of 1 MiB. */
const zstd = (bytes: Buffer) => {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x50]);
  const block = Buffer.alloc(3);
  block.writeUIntLE((bytes.length << 3) | 1, 0, 3);
  return Buffer.concat([header, block, bytes]);
};

describe("decodeStream", () => {
  it.each<[string, Buffer]>([
    ["plain text", text],
    ["nothing", Buffer.alloc(0)],
    ["one byte", Buffer.from("x")],
    ["gzip", gzipSync(text)],
    ["gzip in gzip", gzipSync(gzipSync(text))],
    ["gzip three times", gzipSync(gzipSync(gzipSync(text)))],
    ["gzip that is cut off", gzipSync(text).subarray(0, 5_000)],
    ["gzip that is damaged", Buffer.concat([gzipSync(text).subarray(0, 40), Buffer.alloc(5_000, 7)])],
    ["zstd", zstd(text)],
    ["zstd in gzip", gzipSync(zstd(text))],
    ["zstd that is cut off", zstd(text).subarray(0, 3_000)],
    ["more than the limit", Buffer.concat([text, text, text])],
    ["more than the limit after decompression", gzipSync(Buffer.alloc(1_000_000))],
  ])("gives what decodeDocument gives, in pieces of any size: %s", async (_, bytes) => {
    const limits = { bytesMax: 100_000 };
    const expected = await outcome(decodeDocument(bytes, limits));
    for (const size of [1, 1_000, 1_000_000]) {
      if (size === 1 && bytes.length > 10_000) continue;
      expect(await outcome(whole(decodeStream(pieces(bytes, size), limits)))).toEqual(expected);
    }
  });

  it("passes on the error of its source", async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield gzipSync(text).subarray(0, 100);
      throw new Error("the disk is gone");
    }
    await expect(whole(decodeStream(broken(), { bytesMax: 1_000 }))).rejects.toThrow("the disk is gone");
  });
});
