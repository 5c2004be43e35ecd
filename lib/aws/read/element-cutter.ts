import { depthMax } from "./values";

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const space = 0x20;

/** One element as bytes of JSON, or why it is none; `pointer` says where it stands. */
export type CutElement = { pointer: string; bytes: Buffer } | { pointer: string; problem: "too_large" | "truncated" | "not_json" };

export type CutterOptions = { name: string; elementBytesMax: number };

/**
 * Goes once over the bytes of a report and cuts its elements out: those of the list `name` of an object, of a bare list, or the objects that
 * stand one after the other (JSON lines, or one). Only brackets, strings and commas are looked at, and never more than an element is held.
 */
export class ElementCutter {
  readonly #options: CutterOptions;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Depth at which elements stand: 0 objects on their own, 1 a bare list, 2 the named list; -1: in what follows the named list. */
  #level = 0;
  /** Elements of the list, or objects on their own, that ended. */
  #ended = 0;
  /** Bytes of the open element from earlier chunks; null: none is open, or it is too large or too deep. */
  #parts: Buffer[] | null = null;
  #partBytes = 0;
  #isOpen = false;
  /** Characters of the string that is open, where it may be the name of the list. */
  #text: string | null = null;
  #member: string | null = null;
  #isBroken = false;

  constructor(options: CutterOptions) {
    this.#options = options;
  }

  /** The elements that end within the next bytes; what is kept of these is copied. */
  *feed(chunk: Buffer): Generator<CutElement> {
    let from = 0;
    for (let i = 0; i < chunk.length && !this.#isBroken; i += 1) {
      if (this.#inString) {
        i = this.#skipString(chunk, i);
        continue;
      }
      const byte = chunk[i] as number;
      if (byte <= space) continue;
      const isBetween = byte === comma || byte === 0x7d || byte === 0x5d;
      if (this.#isOpen && isBetween && this.#level > 0 && this.#depth === this.#level) yield this.#close(chunk.subarray(from, i));
      else if (!this.#isOpen && !isBetween && this.#depth === this.#level && (this.#level > 0 || byte === 0x7b)) {
        this.#isOpen = true;
        this.#parts = [];
        from = i;
      }
      if (byte === quote) this.#beginString();
      else if (byte === 0x7b || byte === 0x5b) this.#enter(byte);
      else if (byte === 0x7d || byte === 0x5d) {
        this.#depth -= 1;
        if (this.#isOpen && this.#level === 0 && this.#depth === 0) yield this.#close(chunk.subarray(from, i + 1));
        this.#leave();
      } else if (byte === comma && this.#depth === 1) this.#member = null;
      // Between objects on their own, commas pass: lists that lost their brackets are read as well.
      if (this.#depth < 0 || (this.#depth === 0 && !isBetween)) yield this.#breakOff();
    }
    if (this.#isOpen) this.#keep(chunk.subarray(from));
  }

  /** What is wrong with the end of the bytes, if anything is. */
  *finish(): Generator<CutElement> {
    if (!this.#isBroken && (this.#depth > 0 || this.#inString)) yield { pointer: this.#isOpen ? this.#pointer : "", problem: "truncated" };
  }

  #enter(byte: number): void {
    if (byte === 0x5b && this.#depth === 0) this.#enterList(1);
    else if (byte === 0x5b && this.#depth === 1 && this.#level <= 0 && this.#member === this.#options.name) this.#enterList(2);
    this.#depth += 1;
    if (this.#depth === 1) this.#member = null;
    // Millions of levels would be gigabytes as a value.
    if (this.#depth > depthMax + 4) this.#parts = null;
  }

  /** The object around the named list is no element, and what was kept of it is let go. */
  #enterList(level: number): void {
    this.#level = level;
    this.#ended = 0;
    this.#drop();
  }

  #leave(): void {
    if (this.#depth <= 0) this.#level = 0;
    else if (this.#depth < this.#level) this.#level = -1;
  }

  #beginString(): void {
    this.#inString = true;
    this.#text = this.#level <= 0 && this.#depth === 1 && this.#member === null ? "" : null;
  }

  /** The place of the quote that ends the string, or of the last byte. */
  #skipString(chunk: Buffer, from: number): number {
    let i = from;
    // Nearly all of a report is in strings without escapes that are no names of lists.
    if (this.#text === null && !this.#escaped) while (i < chunk.length && chunk[i] !== quote && chunk[i] !== backslash) i += 1;
    for (; i < chunk.length; i += 1) {
      const byte = chunk[i] as number;
      if (this.#escaped) this.#escaped = false;
      else if (byte === backslash) this.#escaped = true;
      else if (byte === quote) {
        this.#inString = false;
        this.#member ??= this.#text;
        this.#text = null;
        return i;
      }
      if (this.#text !== null && this.#text.length <= this.#options.name.length) this.#text += String.fromCharCode(byte);
    }
    return chunk.length - 1;
  }

  get #pointer(): string {
    if (this.#level === 2) return `/${this.#options.name}/${this.#ended}`;
    return this.#level === 0 && this.#ended === 0 ? "" : `/${this.#ended}`;
  }

  #keep(bytes: Buffer): void {
    this.#partBytes += bytes.length;
    if (this.#partBytes > this.#options.elementBytesMax) this.#parts = null;
    else this.#parts?.push(Buffer.from(bytes));
  }

  #close(rest: Buffer): CutElement {
    this.#keep(rest);
    const element: CutElement =
      this.#parts === null ? { pointer: this.#pointer, problem: "too_large" } : { pointer: this.#pointer, bytes: Buffer.concat(this.#parts) };
    this.#ended += 1;
    this.#drop();
    return element;
  }

  #drop(): void {
    this.#isOpen = false;
    this.#parts = null;
    this.#partBytes = 0;
  }

  #breakOff(): CutElement {
    this.#isBroken = true;
    return { pointer: "", problem: "not_json" };
  }
}
