import { Buffer } from "node:buffer";
import { escapeNonAscii } from "../escape-non-ascii";
import { isObject } from "../json";
import type { ByteFile } from "./byte-file";
import type { CutDocument } from "./cut-document";
import { faultOfHead, faultOfSlice } from "./fault-of-document";
import { listNames } from "./list-cutter";
import { SlicedList } from "./sliced-list";

/**
 * The value of a document that was cut, as `JSON.parse` would give it, with `SlicedList`s in the place of the large lists; and
 * those lists, used or not. Throws `invalid` (`not_json`, `document_truncated`).
 */
export function parseCutDocument(file: ByteFile, cut: CutDocument): { value: unknown; lists: SlicedList[] } {
  const lists = cut.cutter.lists.map((each) => new SlicedList(file, each, (slice) => throwIt(faultOfSlice(file, cut, slice))));
  if (cut.cutter.wrongEnd !== null || !cut.cutter.isWhole) {
    // What is wrong first is named; the last list may be the one that does not end.
    for (const list of cut.cutter.openList === null ? lists : lists.slice(0, -1)) list.check();
    throw faultOfHead(file, cut);
  }
  const value = parseHead(file, cut);
  if (isObject(value)) {
    putLists(value, lists, cut);
    if (isObject(value.sbom)) putLists(value.sbom, lists, cut);
  }
  return { value, lists };
}

function parseHead(file: ByteFile, cut: CutDocument): unknown {
  const bytes = Buffer.concat(cut.head.map((piece) => piece.bytes));
  try {
    return JSON.parse(escapeNonAscii(bytes) ?? bytes.toString("utf8"));
  } catch {
    throw faultOfHead(file, cut);
  }
}

/** Every list of these names was cut, so that what is found in its place can only be its number. */
function putLists(object: Record<string, unknown>, lists: readonly SlicedList[], { cutter }: CutDocument): void {
  for (const name of listNames) {
    const place = object[name];
    if (!Array.isArray(place)) continue;
    const number = place[0] as number;
    if (cutter.lists[number]?.name === name) object[name] = lists[number];
  }
}

function throwIt(error: Error): never {
  throw error;
}
