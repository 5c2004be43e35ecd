import { Buffer } from "node:buffer";
import { escapeNonAscii } from "../escape-non-ascii";
import { ListOutside } from "../list";
import type { ByteFile } from "./byte-file";
import type { CutList, Slice } from "./list-cutter";

/** A list of a large document: its slices are read and parsed as they are come to, each time anew. */
export class SlicedList extends ListOutside {
  readonly #file: ByteFile;
  readonly #cut: CutList;
  readonly #onFault: (slice: Slice) => never;
  #isChecked = false;

  /** `onFault` throws what is to be said of a slice that is not JSON. */
  constructor(file: ByteFile, cut: CutList, onFault: (slice: Slice) => never) {
    super();
    this.#file = file;
    this.#cut = cut;
    this.#onFault = onFault;
  }

  get length(): number {
    return this.#cut.items;
  }

  *[Symbol.iterator](): Generator<unknown, void, undefined> {
    const buffer = this.#makeBuffer();
    for (const slice of this.#cut.slices) yield* this.#parse(slice, this.#read(slice, buffer));
    this.#isChecked = true;
  }

  *mentioning(words: readonly string[]): Generator<unknown, void, undefined> {
    // A word may be written with escapes, as ASCII never needs to be: such a slice is parsed to be sure.
    const marks = [...words, "\\u00"].map((word) => Buffer.from(word));
    const buffer = this.#makeBuffer();
    for (const slice of this.#cut.slices) {
      const text = this.#read(slice, buffer);
      if (marks.some((mark) => text.includes(mark))) yield* this.#parse(slice, text);
    }
  }

  /** Parses what no reader was interested in: a document that is not JSON to its end is refused. */
  check(): void {
    if (this.#isChecked) return;
    for (const _ of this);
  }

  #makeBuffer(): Buffer {
    return Buffer.allocUnsafe(this.#cut.slices.reduce((most, slice) => Math.max(most, bytesOf(slice)), 0) + 2);
  }

  /** The slice between brackets. */
  #read(slice: Slice, buffer: Buffer): Buffer {
    const length = bytesOf(slice);
    this.#file.readInto(buffer.subarray(1, length + 1), slice.from);
    buffer[0] = 0x5b;
    buffer[length + 1] = 0x5d;
    return buffer.subarray(0, length + 2);
  }

  #parse(slice: Slice, text: Buffer): unknown[] {
    let values: unknown[];
    try {
      values = JSON.parse(escapeNonAscii(text) ?? text.toString("utf8")) as unknown[];
    } catch {
      return this.#onFault(slice);
    }
    // "[1,]" cut at its comma leaves nothing to be parsed, and is no JSON all the same.
    if (values.length === 0 && this.#cut.slices.length > 1) return this.#onFault(slice);
    return values;
  }
}

function bytesOf({ from, to }: Slice): number {
  return to - from;
}
