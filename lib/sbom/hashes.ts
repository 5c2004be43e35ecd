import { isObject } from "./json";
import type { ComponentHash } from "./model";
import type { WarningSink } from "./warnings";

/** CycloneDX's name of each algorithm and the hex digits of its value; null where the length may vary. */
const algorithms = new Map<string, { name: string; digits: number | null }>(
  (
    [
      ["MD2", 32],
      ["MD4", 32],
      ["MD5", 32],
      ["MD6", null],
      ["ADLER32", 8],
      ["SHA-1", 40],
      ["SHA-224", 56],
      ["SHA-256", 64],
      ["SHA-384", 96],
      ["SHA-512", 128],
      ["SHA3-224", 56],
      ["SHA3-256", 64],
      ["SHA3-384", 96],
      ["SHA3-512", 128],
      ["BLAKE2b-256", 64],
      ["BLAKE2b-384", 96],
      ["BLAKE2b-512", 128],
      ["BLAKE3", null],
      ["Streebog-256", 64],
      ["Streebog-512", 128],
    ] as const
  ).flatMap(([name, digits]) => {
    const entry = { name, digits };
    return [
      [name, entry],
      [plain(name), entry],
    ] as const;
  }),
);

/** Names of the fields of one hash: they differ by format. */
export type HashFields = { algorithm: string; value: string };
export const cyclonedxHash: HashFields = { algorithm: "alg", value: "content" };
export const spdxHash: HashFields = { algorithm: "algorithm", value: "checksumValue" };

/** 1 for the character codes of lower-case hex digits. */
const isHexDigit = new Uint8Array(128);
for (const digit of "0123456789abcdef") isHexDigit[digit.charCodeAt(0)] = 1;

/** Whether a text is lower-case hex. A document has a hundred thousand such digits: a regular expression takes twice as long. */
function isHex(text: string): boolean {
  let all = text === "" ? 0 : 1;
  for (let i = 0; i < text.length; i += 1) all &= isHexDigit[text.charCodeAt(i)] ?? 0;
  return all === 1;
}

/**
 * The well-formed hashes of a list: algorithms by CycloneDX's names however they are written (`SHA256`, `sha-256`), values in
 * lower-case hex. Others are left out with a warning. `pointer` is the place of the list.
 */
export function readHashes(list: unknown, fields: HashFields, sink: WarningSink, pointer: () => string): ComponentHash[] {
  const hashes: ComponentHash[] = [];
  if (!Array.isArray(list)) {
    if (list !== undefined && list !== null) sink.add("not_a_list", pointer);
    return hashes;
  }
  for (let i = 0; i < list.length; i += 1) {
    const entry: unknown = list[i];
    const hash = isObject(entry) ? readHash(entry[fields.algorithm], entry[fields.value]) : null;
    if (hash === null) sink.add("hash_malformed", () => `${pointer()}/${i}`);
    else hashes.push(hash);
  }
  return hashes;
}

/** One hash, or null when its algorithm is unknown or its value is not hex of the right length. */
export function readHash(algorithm: unknown, value: unknown): ComponentHash | null {
  if (typeof algorithm !== "string" || typeof value !== "string") return null;
  const known = algorithms.get(algorithm) ?? algorithms.get(plain(algorithm));
  if (known === undefined || (known.digits !== null && value.length !== known.digits)) return null;
  if (isHex(value)) return { algorithm: known.name, value };
  const lower = value.toLowerCase();
  return isHex(lower) ? { algorithm: known.name, value: lower } : null;
}

/** The SHA-256s of the hashes as `Component.sha256` has them, or null. */
export function sha256sOf(hashes: readonly ComponentHash[]): string | null {
  let first: string | null = null;
  let all: Set<string> | null = null;
  for (const { algorithm, value } of hashes) {
    if (algorithm !== "SHA-256" || value === first) continue;
    if (first === null) first = value;
    else all = (all ?? new Set([first])).add(value);
  }
  return all === null ? first : joinSha256s(all);
}

/** The form of `Component.sha256`. */
export function joinSha256s(sha256s: Iterable<string>): string {
  return [...sha256s].sort().join(" ");
}

function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
}
