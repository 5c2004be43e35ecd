import { Buffer, isUtf8 } from "node:buffer";

/** Tells whether bytes that come in pieces are valid UTF-8; a character may be cut by the end of a piece. */
export class Utf8Check {
  #rest: Buffer = Buffer.alloc(0);
  #isValid = true;

  feed(chunk: Buffer): void {
    if (!this.#isValid) return;
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const whole = bytes.length - unfinishedBytes(bytes);
    this.#rest = Buffer.from(bytes.subarray(whole));
    this.#isValid = isUtf8(bytes.subarray(0, whole));
  }

  /** Whether all of it was; asked at the end. */
  get isValid(): boolean {
    return this.#isValid && this.#rest.length === 0;
  }
}

/** How many bytes at the end begin a character that is longer than they are (RFC 3629): 0 to 3. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}
