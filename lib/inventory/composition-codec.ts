import { WhereinError } from "@/lib/errors";

/**
 * A composition as stored: package version ids in the portable order of their keys, scopes, and the dependency graph
 * in compressed sparse rows. Format 1: all numbers are LEB128 varints, lists of ascending indices are gap-coded.
 *
 *   1, n, directAssumed, n x packageVersionId, n x scope, |direct|, direct gaps..., n x (|targets|, target gaps...)
 */
export type StoredComposition = {
  packageVersionIds: Int32Array;
  /** Index into `componentScopes`. */
  scopes: Uint8Array;
  offsets: Uint32Array;
  targets: Uint32Array;
  direct: Uint32Array;
  directAssumed: boolean;
};

const formatVersion = 1;

/** The bytes of a composition. Linear; about 4 bytes a component and 2 an edge. */
export function encodeComposition(composition: StoredComposition): Buffer {
  const { packageVersionIds, scopes, offsets, targets, direct } = composition;
  const count = packageVersionIds.length;
  const writer = new VarintWriter(32 + count * 8 + (targets.length + direct.length) * 5);
  writer.write(formatVersion);
  writer.write(count);
  writer.write(composition.directAssumed ? 1 : 0);
  for (const id of packageVersionIds) writer.write(id);
  for (const scope of scopes) writer.write(scope);
  writer.writeAscending(direct, 0, direct.length);
  for (let i = 0; i < count; i++) writer.writeAscending(targets, offsets[i] ?? 0, offsets[i + 1] ?? 0);
  return writer.bytes();
}

/** The composition back from its bytes. Throws `internal` when they are not of a format that this version reads. */
export function decodeComposition(bytes: Uint8Array): StoredComposition {
  const reader = new VarintReader(bytes);
  if (reader.read() !== formatVersion) throw new WhereinError("internal", "The stored composition has an unknown format.");
  const count = reader.read();
  const directAssumed = reader.read() === 1;
  const packageVersionIds = new Int32Array(count);
  for (let i = 0; i < count; i++) packageVersionIds[i] = reader.read();
  const scopes = new Uint8Array(count);
  for (let i = 0; i < count; i++) scopes[i] = reader.read();
  const direct = Uint32Array.from(reader.readAscending());
  const offsets = new Uint32Array(count + 1);
  const targets: number[] = [];
  for (let i = 0; i < count; i++) {
    for (const target of reader.readAscending()) targets.push(target);
    offsets[i + 1] = targets.length;
  }
  return { packageVersionIds, scopes, offsets, targets: Uint32Array.from(targets), direct, directAssumed };
}

class VarintWriter {
  #buffer: Buffer;
  #length = 0;
  constructor(capacity: number) {
    this.#buffer = Buffer.allocUnsafe(capacity);
  }
  write(value: number): void {
    if (this.#length + 5 > this.#buffer.length) this.#buffer = Buffer.concat([this.#buffer], this.#buffer.length * 2 + 16);
    let rest = value;
    while (rest >= 0x80) {
      this.#buffer[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#buffer[this.#length++] = rest;
  }
  writeAscending(values: Uint32Array, from: number, to: number): void {
    this.write(to - from);
    let previous = 0;
    for (let i = from; i < to; i++) {
      const value = values[i] ?? 0;
      this.write(value - previous);
      previous = value;
    }
  }
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }
}

class VarintReader {
  #at = 0;
  readonly #bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  read(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) break;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    throw new WhereinError("internal", "The stored composition is cut off.");
  }
  readAscending(): number[] {
    const length = this.read();
    const values: number[] = [];
    let previous = 0;
    for (let i = 0; i < length; i++) {
      previous += this.read();
      values.push(previous);
    }
    return values;
  }
}
