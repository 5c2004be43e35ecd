import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeDocument } from "@/lib/sbom";

const text = Buffer.from(JSON.stringify({ hello: "world".repeat(100) }));
const bytesMax = 1_000_000;

describe("a document as sent", () => {
  it("comes out plain: as it is, from gzip, from gzip in gzip and from several members", async () => {
    const members = Buffer.concat([gzipSync(text.subarray(0, 50)), gzipSync(text.subarray(50))]);
    for (const sent of [text, gzipSync(text), gzipSync(gzipSync(text)), members]) {
      expect((await decodeDocument(sent, { bytesMax })).equals(text)).toBe(true);
    }
  });

  it("is refused when it is too large, plain or decompressed, without holding more than the limit", async () => {
    await expect(decodeDocument(text, { bytesMax: 100 })).rejects.toMatchObject({ code: "too_large", reason: "document_too_large" });
    const bomb = gzipSync(Buffer.alloc(300_000_000));
    const before = process.memoryUsage().rss;
    await expect(decodeDocument(bomb, { bytesMax })).rejects.toMatchObject({ code: "too_large", reason: "decompressed_too_large" });
    await expect(decodeDocument(gzipSync(bomb), { bytesMax })).rejects.toMatchObject({ reason: "decompressed_too_large" });
    expect(process.memoryUsage().rss - before).toBeLessThan(64_000_000);
  });

  it("accepts exactly the limit", async () => {
    expect(await decodeDocument(gzipSync(text), { bytesMax: text.length })).toHaveLength(text.length);
  });

  it("is refused when it is cut off, damaged or compressed three times", async () => {
    const sent = gzipSync(text);
    await expect(decodeDocument(sent.subarray(0, 30), { bytesMax })).rejects.toMatchObject({ code: "invalid", reason: "gzip_truncated" });
    const damaged = Buffer.from(sent);
    damaged[15] = (damaged[15] ?? 0) ^ 0xff;
    await expect(decodeDocument(damaged, { bytesMax })).rejects.toMatchObject({ code: "invalid", reason: "gzip_invalid" });
    await expect(decodeDocument(gzipSync(gzipSync(sent)), { bytesMax })).rejects.toMatchObject({ reason: "compressed_too_often" });
  });
});
