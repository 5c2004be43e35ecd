import { Buffer } from "node:buffer";
import { WhereinError } from "@/lib/errors";
import { listItemsMax, tooMany } from "../limits";
import type { WarningSink } from "../warnings";
import type { ByteFile } from "./byte-file";
import { type HeadPiece, ListCutter } from "./list-cutter";
import { Utf8Check } from "./utf8-check";

const chunkBytes = 1_048_576;

/** `partBytesMax`: the most that the head, or one item of a list, may have. */
export type CutOptions = { sliceBytes: number; partBytesMax: number };
/** What stands outside of the large lists, and those lists. `start` is the offset of the first byte after a byte order mark. */
export type CutDocument = { start: number; head: readonly HeadPiece[]; cutter: ListCutter };

/** Cuts a document whose bytes come in pieces, such as while it is being written to where it is read from later. */
export class DocumentCutter {
  readonly #options: CutOptions;
  readonly #utf8 = new Utf8Check();
  #cutter: ListCutter | null = null;
  #start = 0;
  #isTooLarge = false;

  constructor(options: CutOptions) {
    this.#options = options;
  }

  /** The next bytes; the first of a document are three or more, where it has so many. They may be changed afterwards. */
  feed(chunk: Buffer): void {
    if (this.#isTooLarge) return;
    let bytes = chunk;
    if (this.#cutter === null) {
      if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) this.#start = 3;
      bytes = chunk.subarray(this.#start);
      this.#cutter = new ListCutter({ sliceBytes: this.#options.sliceBytes, start: this.#start });
    }
    this.#utf8.feed(bytes);
    this.#cutter.feed(bytes);
    this.#isTooLarge = this.#cutter.headBytes > this.#options.partBytesMax || this.#cutter.openBytes > this.#itemBytesMax;
  }

  /** What was found. Throws `too_large` (`part_too_large`) when what cannot be cut is too large to be held in memory. */
  finish(sink: WarningSink): CutDocument {
    const cutter = this.#cutter ?? new ListCutter({ sliceBytes: this.#options.sliceBytes, start: 0 });
    const longest = cutter.lists.reduce((most, { slices }) => slices.reduce((max, { from, to }) => Math.max(max, to - from), most), 0);
    if (this.#isTooLarge || longest > this.#itemBytesMax) throw partTooLarge(this.#options.partBytesMax);
    if (cutter.lists.some(({ items }) => items > listItemsMax)) throw tooMany("entries in one list", listItemsMax);
    if (!this.#utf8.isValid) sink.add("invalid_utf8", () => "");
    return { start: this.#start, head: cutter.head, cutter };
  }

  get #itemBytesMax(): number {
    return this.#options.partBytesMax + this.#options.sliceBytes;
  }
}

/** Goes over a document once and notes where its large lists and their slices are. */
export function cutFile(file: ByteFile, options: CutOptions): DocumentCutter {
  const cutter = new DocumentCutter(options);
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(file.size, 1)));
  for (let at = 0; at < file.size; at += buffer.length) {
    const chunk = buffer.subarray(0, Math.min(buffer.length, file.size - at));
    file.readInto(chunk, at);
    cutter.feed(chunk);
  }
  return cutter;
}

function partTooLarge(bytesMax: number): WhereinError {
  const detail = `Outside of its lists of components, packages, files and relationships, or in a single entry of one, the document holds more than ${Math.floor(bytesMax / 1_048_576)} MiB, the most that is read.`;
  return new WhereinError("too_large", detail, { reason: "part_too_large" });
}
