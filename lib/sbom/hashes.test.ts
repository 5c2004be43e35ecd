import { describe, expect, it } from "vitest";
import { readHash } from "./hashes";

describe("a hash", () => {
  it.each([
    ["SHA256", 64, "SHA-256"],
    ["sha-1", 40, "SHA-1"],
    ["SHA3-512", 128, "SHA3-512"],
    ["sha3_384", 96, "SHA3-384"],
    ["BLAKE2b-256", 64, "BLAKE2b-256"],
    ["blake2b384", 96, "BLAKE2b-384"],
    ["STREEBOG-512", 128, "Streebog-512"],
    ["ADLER32", 8, "ADLER32"],
    ["MD6", 100, "MD6"],
  ])("by %s has one name and lower-case digits", (algorithm, digits, name) => {
    expect(readHash(algorithm, "AB".repeat(digits / 2))).toEqual({ algorithm: name, value: "ab".repeat(digits / 2) });
  });

  it.each([
    ["SHA-256", "ab"],
    ["SHA-256", "g".repeat(64)],
    ["SHA-256", ""],
    ["SHA-512", "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg=="],
    ["__proto__", "ab"],
    ["CRC32", "00000000"],
    ["BLAKE3", ""],
    [null, "ab"],
    ["MD5", 5],
  ])("by %s with the value %s is malformed", (algorithm, value) => expect(readHash(algorithm, value)).toBeNull());
});
