import { isObject } from "./json";

const sha256Hex = /^[0-9a-f]{64}$/;

/**
 * The first well-formed SHA-256 in a list of hashes, in lower case, else null. The names differ by format:
 * CycloneDX `alg: "SHA-256", content`, SPDX `algorithm: "SHA256", checksumValue`.
 */
export function firstSha256(hashes: unknown, algorithmKey: string, algorithm: string, valueKey: string): string | null {
  if (!Array.isArray(hashes)) return null;
  for (const hash of hashes) {
    if (!isObject(hash) || hash[algorithmKey] !== algorithm) continue;
    const value = hash[valueKey];
    if (typeof value !== "string") continue;
    if (sha256Hex.test(value)) return value;
    const lower = value.toLowerCase();
    if (sha256Hex.test(lower)) return lower;
  }
  return null;
}
