import { closeSync, openSync, writeSync } from "node:fs";
import { crc32, deflateRawSync } from "node:zlib";

const chunkBytes = 1_048_576;

/** Writes a zip archive entry by entry, with the 64-bit directory that more than 65,535 entries need. */
export class ZipFile {
  readonly #fd: number;
  readonly #directory: Buffer[] = [];
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #offset = 0;
  entries = 0;

  constructor(path: string) {
    this.#fd = openSync(path, "w");
  }

  add(name: string, content: Buffer): void {
    const deflated = deflateRawSync(content, { level: 1 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(deflated.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(this.#offset, 10);
    this.#directory.push(Buffer.concat([signature(0x02014b50), fields.subarray(0, 2), fields, tail, Buffer.from(name)]));
    this.#write(Buffer.concat([signature(0x04034b50), fields, Buffer.from(name), deflated]));
    this.entries += 1;
  }

  /** Writes the directory and closes the file. @returns its size in bytes */
  close(): number {
    const start = this.#offset;
    for (const each of this.#directory) this.#write(each);
    const size = this.#offset - start;
    const end64 = Buffer.alloc(56);
    signature(0x06064b50).copy(end64);
    end64.writeBigUInt64LE(44n, 4);
    end64.writeUInt16LE(45, 12);
    end64.writeUInt16LE(45, 14);
    for (const at of [24, 32]) end64.writeBigUInt64LE(BigInt(this.entries), at);
    end64.writeBigUInt64LE(BigInt(size), 40);
    end64.writeBigUInt64LE(BigInt(start), 48);
    const locator = Buffer.alloc(20);
    signature(0x07064b50).copy(locator);
    locator.writeBigUInt64LE(BigInt(this.#offset), 8);
    locator.writeUInt32LE(1, 16);
    const end = Buffer.alloc(22, 0xff);
    signature(0x06054b50).copy(end);
    end.fill(0, 4, 8);
    end.writeUInt16LE(0, 20);
    this.#write(Buffer.concat([end64, locator, end]));
    this.#flush();
    closeSync(this.#fd);
    return this.#offset;
  }

  #write(bytes: Buffer): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    this.#offset += bytes.length;
    if (this.#pendingBytes > chunkBytes) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.concat(this.#pending);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at);
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
