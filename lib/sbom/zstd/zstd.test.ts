import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { decodeDocument } from "@/lib/sbom";

const bytesMax = 1_000_000;
const text = `{"hello":"${"world".repeat(100)}"}`;
/** The text by the zstd command: with its size and a checksum, and with neither. */
const whole = Buffer.from("KLUv/WQAAcUAAIh7ImhlbGxvIjoid29ybGQifQEA7FBLHQfAOHA=", "base64");
const streamed = Buffer.from("KLUv/QAAxQAAiHsiaGVsbG8iOiJ3b3JsZCJ9AQDsUEsd", "base64");

type Block = { type: "raw"; data: Buffer } | { type: "repeat"; byte: number; length: number };

/** A frame of plain blocks, with a window descriptor or, as a single segment, with the content size that it claims. */
function frame(blocks: readonly Block[], header: { window: number } | { size: number } = { window: 0 }): Buffer {
  const size = Buffer.alloc(4);
  if ("size" in header) size.writeUInt32LE(header.size);
  const head = "size" in header ? [0xa0, ...size] : [0x00, header.window];
  const parts = blocks.map((block, index) => {
    const length = block.type === "raw" ? block.data.length : block.length;
    const value = (length << 3) | (block.type === "raw" ? 0 : 2) | (index === blocks.length - 1 ? 1 : 0);
    return Buffer.concat([Buffer.from([value & 255, (value >> 8) & 255, value >> 16]), block.type === "raw" ? block.data : Buffer.from([block.byte])]);
  });
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, ...head]), ...parts]);
}

const raw = (data: string): Block => ({ type: "raw", data: Buffer.from(data) });
const skippable = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
const decoded = async (bytes: Uint8Array) => (await decodeDocument(bytes, { bytesMax })).toString();
const refusal = (bytes: Uint8Array) =>
  decodeDocument(bytes, { bytesMax }).then(
    () => "was not refused",
    (error: unknown) => (error instanceof WhereinError ? error.reason : error),
  );

describe("a document compressed with zstd", () => {
  it("comes out plain, with and without its size, in several frames, and in or around gzip", async () => {
    expect(await decoded(whole)).toBe(text);
    expect(await decoded(streamed)).toBe(text);
    expect(await decoded(Buffer.concat([skippable, whole, skippable, streamed]))).toBe(text + text);
    expect(await decoded(frame([raw("ab"), { type: "repeat", byte: 0x63, length: 3 }, raw("")]))).toBe("abccc");
    expect(await decoded(frame([raw("[]")], { size: 2 }))).toBe("[]");
    expect(await decoded(gzipSync(streamed))).toBe(text);
    expect(await decoded(frame([{ type: "raw", data: whole }]))).toBe(text);
    expect(await refusal(frame([{ type: "raw", data: gzipSync(whole) }]))).toBe("compressed_too_often");
  });

  it("is read whatever size its header claims", async () => {
    expect(await decoded(frame([raw("[]")], { size: 1_000 }))).toBe("[]");
    expect(await decoded(frame([raw("[1,2,3]")], { size: 7 }))).toBe("[1,2,3]");
    expect(await refusal(frame([raw("[]")], { size: 4_000_000_000 }))).toBe("zstd_window");
  });

  it("is refused when it is too large, without holding more than the limit", async () => {
    const repeat: Block = { type: "repeat", byte: 0x20, length: 131_072 };
    const bomb = frame(new Array<Block>(2_000).fill(repeat), { window: 7 << 3 });
    const before = process.memoryUsage().rss;
    expect(await refusal(bomb)).toBe("decompressed_too_large");
    expect(await refusal(Buffer.concat(new Array<Buffer>(2_000).fill(frame([repeat], { window: 7 << 3 }))))).toBe("decompressed_too_large");
    expect(process.memoryUsage().rss - before).toBeLessThan(64_000_000);
  });

  it("is refused before it is decompressed when it asks for much memory or much copying", async () => {
    expect(await refusal(frame([raw("x")], { window: 31 << 3 }))).toBe("zstd_window");
    expect(await refusal(frame(new Array<Block>(5_000).fill(raw("")), { window: 13 << 3 }))).toBe("zstd_window");
    expect(await refusal(Buffer.concat(new Array<Buffer>(5_000).fill(frame([raw("")], { window: 13 << 3 }))))).toBe("zstd_window");
  });

  it("is refused when a block of it asks for copies without end", async () => {
    // No literals, 98,047 sequences, each of one code for all: the longest match there is, and no bits left to say more.
    const data = Buffer.from([0x00, 0xff, 0xff, 0xff, 0x54, 35, 2, 52, 0x01]);
    const header = (data.length << 3) | 4;
    const block = (last: number) => Buffer.concat([Buffer.from([(header | last) & 255, (header >> 8) & 255, header >> 16]), data]);
    const bomb = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]), ...new Array<Buffer>(50).fill(block(0)), block(1)]);
    expect(await refusal(bomb)).toBe("zstd_work");
  });

  it("is refused when it is cut off, damaged or needs a dictionary", async () => {
    for (let length = 5; length < whole.length; length += 1) expect(await refusal(whole.subarray(0, length))).toBe("zstd_truncated");
    expect(await refusal(Buffer.concat([whole, Buffer.from("more")]))).toBe("zstd_invalid");
    const reserved = Buffer.from(streamed);
    reserved[6] = 0x07;
    expect(await refusal(reserved)).toBe("zstd_invalid");
    expect(await refusal(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x21, 7, 1, 1, 0, 0]))).toBe("zstd_dictionary");
  });

  it("is decompressed or refused, never worse, whichever byte is changed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(whole, streamed), fc.nat(), fc.nat({ max: 255 }), async (sample, place, byte) => {
        const bytes = Buffer.from(sample);
        bytes[4 + (place % (bytes.length - 4))] = byte;
        try {
          expect((await decodeDocument(bytes, { bytesMax })).length).toBeLessThanOrEqual(bytesMax);
        } catch (error) {
          expect(error).toBeInstanceOf(WhereinError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
