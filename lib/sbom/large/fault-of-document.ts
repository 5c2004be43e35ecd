import { Buffer } from "node:buffer";
import { StringDecoder } from "node:string_decoder";
import type { WhereinError } from "@/lib/errors";
import { jsonProblem } from "../decode-text";
import { findJsonFault } from "../json-fault";
import type { ByteFile } from "./byte-file";
import type { CutDocument } from "./cut-document";
import type { Slice } from "./list-cutter";

const chunkBytes = 1_048_576;

/** What is wrong with a slice that does not parse, at its place in the whole document. */
export function faultOfSlice(file: ByteFile, { start }: CutDocument, { from, to }: Slice): WhereinError {
  const text = textAt(file, from, to);
  // A slice without any item is wrong at its end, where an item should be.
  const offset = Math.min(findJsonFault(`[${text}]`).offset - 1, text.length);
  return jsonProblem({ offset: charactersBefore(file, start, from) + offset, isTruncated: false });
}

/** What is wrong outside of the lists, or with a list that does not end. */
export function faultOfHead(file: ByteFile, { start, head, cutter }: CutDocument): WhereinError {
  const open = cutter.openList;
  const pieces = head.map(({ at, bytes, list }) => {
    if (open === null || list !== open.list) return { at, text: bytes.toString("utf8") };
    // The rest of a list that is cut off: its first bracket, and an item in the place of the slices before.
    return { at: open.from - (at + 1 === open.from ? 1 : 3), text: `${at + 1 === open.from ? "[" : "[0,"}${textAt(file, open.from, file.size)}` };
  });
  const { offset, isTruncated } = findJsonFault(pieces.map(({ text }) => text).join(""));
  if (cutter.wrongEnd !== null && isTruncated) return jsonProblem({ offset: charactersBefore(file, start, cutter.wrongEnd), isTruncated: false });
  if (isTruncated) return jsonProblem({ offset: charactersBefore(file, start, file.size), isTruncated });
  let before = 0;
  for (const { at, text } of pieces) {
    if (offset < before + text.length) return jsonProblem({ offset: charactersBefore(file, start, at) + offset - before, isTruncated });
    before += text.length;
  }
  return jsonProblem({ offset: charactersBefore(file, start, file.size), isTruncated });
}

function textAt(file: ByteFile, from: number, to: number): string {
  const bytes = Buffer.allocUnsafe(to - from);
  file.readInto(bytes, from);
  return bytes.toString("utf8");
}

/** UTF-16 code units that the bytes before `end` decode to. */
function charactersBefore(file: ByteFile, start: number, end: number): number {
  const decoder = new StringDecoder("utf8");
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let count = 0;
  for (let at = start; at < end; at += chunkBytes) {
    const chunk = buffer.subarray(0, Math.min(chunkBytes, end - at));
    file.readInto(chunk, at);
    count += decoder.write(chunk).length;
  }
  return count + decoder.end().length;
}
