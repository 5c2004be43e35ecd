import { Buffer } from "node:buffer";
import { WhereinError } from "@/lib/errors";
import type { WarningSink } from "../warnings";
import type { ByteFile } from "./byte-file";
import { type HeadPiece, ListCutter } from "./list-cutter";
import { Utf8Check } from "./utf8-check";

const chunkBytes = 1_048_576;

/** `partBytesMax`: the most that the head, or one item of a list, may have. */
export type CutOptions = { sliceBytes: number; partBytesMax: number };
/** What stands outside of the large lists, and those lists. `start` is the offset of the first byte after a byte order mark. */
export type CutDocument = { start: number; head: readonly HeadPiece[]; cutter: ListCutter };

/**
 * Goes over a document once and notes where its large lists and their slices are. Throws `too_large` (`part_too_large`)
 * when what is left of it is too large to be held in memory.
 */
export function cutDocument(file: ByteFile, sink: WarningSink, { sliceBytes, partBytesMax }: CutOptions): CutDocument {
  const start = hasByteOrderMark(file) ? 3 : 0;
  const cutter = new ListCutter({ sliceBytes, start });
  const utf8 = new Utf8Check();
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(file.size, 1)));
  for (let at = start; at < file.size; at += buffer.length) {
    const chunk = buffer.subarray(0, Math.min(buffer.length, file.size - at));
    file.readInto(chunk, at);
    utf8.feed(chunk);
    cutter.feed(chunk);
    if (cutter.headBytes > partBytesMax || cutter.openBytes > partBytesMax + sliceBytes) throw partTooLarge(partBytesMax);
  }
  const longest = cutter.lists.reduce((most, { slices }) => slices.reduce((max, { from, to }) => Math.max(max, to - from), most), 0);
  if (longest > partBytesMax + sliceBytes) throw partTooLarge(partBytesMax);
  if (!utf8.isValid) sink.add("invalid_utf8", () => "");
  return { start, head: cutter.head, cutter };
}

function hasByteOrderMark(file: ByteFile): boolean {
  if (file.size < 3) return false;
  const bytes = Buffer.alloc(3);
  file.readInto(bytes, 0);
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function partTooLarge(bytesMax: number): WhereinError {
  const detail = `Outside of its lists of components, packages, files and relationships, or in a single entry of one, the document holds more than ${Math.floor(bytesMax / 1_048_576)} MiB, the most that is read.`;
  return new WhereinError("too_large", detail, { reason: "part_too_large" });
}
