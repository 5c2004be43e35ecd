/** Bytes that are not held in memory and can be read at any place. */
export type ByteFile = {
  readonly size: number;
  /** Fills `target` with the bytes from `at` on, which all exist. */
  readInto(target: Uint8Array, at: number): void;
};

/** Bytes in memory, read as if they were not. */
export function fileOf(bytes: Uint8Array): ByteFile {
  return { size: bytes.length, readInto: (target, at) => target.set(bytes.subarray(at, at + target.length)) };
}
