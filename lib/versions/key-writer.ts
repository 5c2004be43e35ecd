/** Longest key in bytes that is stored: a B-tree row must hold it beside its other columns. */
export const keyLengthMax = 999;

const digitsMax = 250;

/**
 * Builds a version key out of self-delimiting parts, so that comparing two keys byte by byte compares them part by part.
 * A part that does not fit makes the whole key unusable: `finish` is then null, never a key that sorts wrongly.
 */
export class KeyWriter {
  #bytes: number[] = [];
  #isBroken = false;

  /** One byte that says which kind of part follows, or that the list ends here. */
  mark(byte: number): this {
    this.#bytes.push(byte);
    return this;
  }

  /** A number of any size: a length byte, then its digits without leading zeros. "" is 0. */
  number(digits: string): this {
    let from = 0;
    while (from < digits.length - 1 && digits.charCodeAt(from) === 48) from++;
    const length = digits.length - from;
    if (length > digitsMax || this.#bytes.length + length > keyLengthMax) {
      this.#isBroken = true;
      return this;
    }
    if (length === 0) return this.mark(1).mark(48);
    this.mark(length);
    for (let i = from; i < digits.length; i++) this.mark(digits.charCodeAt(i));
    return this;
  }

  /** Text in byte order, closed by a zero byte. Zero bytes in the text make the key unusable. */
  text(text: string): this {
    if (text.length > keyLengthMax || text.includes("\0")) {
      this.#isBroken = true;
      return this;
    }
    for (const byte of Buffer.from(text, "utf8")) this.mark(byte);
    return this.mark(0);
  }

  /** The key, or null when a part or the whole is too long. */
  finish(): Buffer | null {
    return this.#isBroken || this.#bytes.length > keyLengthMax ? null : Buffer.from(this.#bytes);
  }
}
