import { constants, inflateRawSync } from "node:zlib";

/** A record as it is stored: as it is, or, with the SHA-256 of that form, deflated as its archive had it. */
export type StoredForm = { raw: Buffer; packedDigest: Buffer | null };

/** The record's own bytes. */
export function bytesOf({ raw, packedDigest }: StoredForm): Buffer {
  return packedDigest === null ? raw : inflateRawSync(raw);
}

/** The same, or null when they are more than `bytesMax`. */
export function bytesUpTo({ raw, packedDigest }: StoredForm, bytesMax: number): Buffer | null {
  if (packedDigest === null) return raw.length > bytesMax ? null : raw;
  try {
    return inflateRawSync(raw, { maxOutputLength: bytesMax });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return null;
    throw error;
  }
}

/** The bytes that a deflated form stands for, or null when they are not exactly `size`. */
export function inflated(packed: Buffer, size: number): Buffer | null {
  try {
    // One piece of memory of the right size for each record, instead of 16 KiB.
    const bytes = inflateRawSync(packed, { maxOutputLength: size + 64, chunkSize: size + 64, finishFlush: constants.Z_FINISH });
    return bytes.length === size ? bytes : null;
  } catch {
    return null;
  }
}
