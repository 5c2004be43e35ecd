import { deflateRawSync } from "node:zlib";
import { expect, it } from "vitest";
import { bytesOf, bytesUpTo, inflated } from "./record-form";

const bytes = Buffer.from("a record ".repeat(100));
const packed = deflateRawSync(bytes);
const plain = { raw: bytes, packedDigest: null };
const deflated = { raw: packed, packedDigest: Buffer.alloc(32) };

it("a record's bytes are the same however they are stored", () => {
  expect(bytesOf(plain)).toEqual(bytes);
  expect(bytesOf(deflated)).toEqual(bytes);
});

it("a record is measured by its own bytes, not by what it is stored as", () => {
  for (const form of [plain, deflated]) {
    expect(bytesUpTo(form, bytes.length)).toEqual(bytes);
    expect(bytesUpTo(form, bytes.length - 1)).toBeNull();
  }
});

it("what was packed has exactly the size that was said", () => {
  expect(inflated(packed, bytes.length)).toEqual(bytes);
  for (const size of [0, bytes.length - 1, bytes.length + 1]) expect(inflated(packed, size)).toBeNull();
  expect(inflated(packed.subarray(0, 10), bytes.length)).toBeNull();
  expect(inflated(Buffer.from("no deflate"), bytes.length)).toBeNull();
});
