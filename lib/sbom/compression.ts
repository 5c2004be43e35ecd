/** The compressions that are read. Each is recognised by the number that its data starts with. */
export type Compression = "gzip" | "zstd";

/** Which compression the bytes begin as: gzip (RFC 1952, deflate), zstd (RFC 8878, also a skippable frame), or null. */
export function compressionOf([a, b, c, d]: Uint8Array): Compression | null {
  if (a === 0x1f && b === 0x8b && c === 8) return "gzip";
  const isFrame = a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd;
  const isSkippable = a !== undefined && (a & 0xf0) === 0x50 && b === 0x2a && c === 0x4d && d === 0x18;
  return isFrame || isSkippable ? "zstd" : null;
}
