import { Buffer } from "node:buffer";

/** Bytes `from` to `to` of a document: whole items of a list and the commas between them. */
export type Slice = { from: number; to: number };
/** A list as found. `items` is counted by commas; whether they are items is seen when the slices are parsed. */
export type CutList = { name: string; items: number; slices: Slice[] };
/** A run of bytes of the head with its place in the document, or what stands for list `list`. */
export type HeadPiece = { at: number; bytes: Buffer; list: number | null };

/** Lists of a CycloneDX or SPDX 2 document that grow with what it describes. */
export const listNames: ReadonlySet<string> = new Set(["components", "dependencies", "packages", "relationships", "files", "snippets", "vulnerabilities"]);
const wrapperName = "sbom";
const nameBytesMax = 100;

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const space = 0x20;

type OpenList = { cut: CutList; depth: number; from: number; isEmpty: boolean };

/**
 * Goes once over the bytes of a JSON document and cuts the large lists out of it, those of the document itself and those
 * of a document inside `{"sbom": ...}`, into slices that `JSON.parse` can take one by one. What stands outside of them is
 * the head, with `[n]` for list n. Only brackets, strings and commas are looked at.
 */
export class ListCutter {
  readonly lists: CutList[] = [];
  readonly head: HeadPiece[] = [];
  headBytes = 0;
  /** Where a list is closed by the bracket of an object, or null. */
  wrongEnd: number | null = null;
  readonly #sliceBytes: number;
  #at: number;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #inWrapper = false;
  /** The name that stands before the value that comes next. */
  #name: string | null = null;
  /** Bytes of the string that is open or was the last, where it may be a name. */
  #text: Buffer[] | null = null;
  #list: OpenList | null = null;

  /** `start`: the offset of the first byte that is fed. */
  constructor({ sliceBytes, start }: { sliceBytes: number; start: number }) {
    this.#sliceBytes = sliceBytes;
    this.#at = start;
  }

  /** True when every bracket and string is closed again. */
  get isWhole(): boolean {
    return this.#depth === 0 && !this.#inString;
  }

  /** The list that is open, and where its last slice begins: for a document that ends in the middle of it. */
  get openList(): { list: number; from: number } | null {
    return this.#list === null ? null : { list: this.lists.indexOf(this.#list.cut), from: this.#list.from };
  }

  /** Bytes since the beginning of the slice that is open; 0 outside of lists. */
  get openBytes(): number {
    return this.#list === null ? 0 : this.#at - this.#list.from;
  }

  /** The next bytes of the document; they are copied where they are kept. */
  feed(chunk: Buffer): void {
    const end = chunk.length;
    let headFrom = this.#list === null ? 0 : end;
    let i = 0;
    while (i < end) {
      if (this.#inString) {
        i = this.#skipString(chunk, i);
        continue;
      }
      const byte = chunk[i] as number;
      const list = this.#list;
      if (byte <= space) {
        i += 1;
        continue;
      }
      if (list !== null && byte !== comma && byte !== 0x5d && byte !== 0x7d) list.isEmpty = false;
      if (byte === quote) {
        if (list !== null) {
          const after = plainStringEnd(chunk, i + 1);
          if (after !== -1) {
            i = after;
            continue;
          }
        }
        this.#inString = true;
        if (this.#isMemberLevel && this.#name === null) this.#text = [];
      } else if (byte === comma) {
        if (list !== null && this.#depth === list.depth) this.#cutAt(list, this.#at + i);
        else if (list === null && this.#isMemberLevel) this.#name = null;
      } else if (byte === 0x7b || byte === 0x5b) {
        if (list === null && byte === 0x5b && this.#opensList) {
          this.#keepHead(chunk.subarray(headFrom, i), this.#at + headFrom);
          this.#openList(this.#at + i);
          headFrom = end;
        } else if (byte === 0x7b && this.#depth === 1 && this.#name === wrapperName) this.#inWrapper = true;
        this.#depth += 1;
        if (this.#list === null && this.#isMemberLevel) this.#name = null;
      } else if (byte === 0x7d || byte === 0x5d) {
        this.#depth -= 1;
        if (list !== null && this.#depth < list.depth) {
          this.#closeList(list, this.#at + i, byte);
          headFrom = i + 1;
        } else if (this.#depth === 1) this.#inWrapper = false;
      } else if (byte === colon && list === null && this.#isMemberLevel) this.#name = this.#readName();
      i += 1;
    }
    this.#keepHead(chunk.subarray(headFrom), this.#at + headFrom);
    this.#at += end;
  }

  get #isMemberLevel(): boolean {
    return this.#list === null && (this.#depth === 1 || (this.#depth === 2 && this.#inWrapper));
  }

  get #opensList(): boolean {
    return this.#isMemberLevel && this.#name !== null && listNames.has(this.#name);
  }

  /** The place after the string, or the end of the bytes. */
  #skipString(chunk: Buffer, from: number): number {
    const end = chunk.length;
    let i = from;
    let escaped = this.#escaped;
    for (; i < end; i += 1) {
      const byte = chunk[i];
      if (escaped) escaped = false;
      else if (byte === backslash) escaped = true;
      else if (byte === quote) break;
    }
    this.#escaped = escaped;
    if (this.#text !== null && this.#text.length < nameBytesMax) this.#text.push(Buffer.from(chunk.subarray(from, Math.min(i, from + nameBytesMax))));
    if (i === end) return end;
    this.#inString = false;
    return i + 1;
  }

  #readName(): string | null {
    const raw = this.#text === null ? "" : Buffer.concat(this.#text).toString("utf8");
    this.#text = null;
    if (!raw.includes("\\")) return raw;
    try {
      return JSON.parse(`"${raw}"`) as string;
    } catch {
      return raw;
    }
  }

  #openList(at: number): void {
    const cut: CutList = { name: this.#name ?? "", items: 0, slices: [] };
    const list = this.lists.push(cut) - 1;
    this.head.push({ at, bytes: Buffer.from(`[${list}]`), list });
    this.#list = { cut, depth: this.#depth + 1, from: at + 1, isEmpty: true };
  }

  #cutAt(list: OpenList, at: number): void {
    list.cut.items += 1;
    if (at - list.from < this.#sliceBytes) return;
    list.cut.slices.push({ from: list.from, to: at });
    list.from = at + 1;
  }

  #closeList(list: OpenList, at: number, byte: number): void {
    if (byte !== 0x5d) this.wrongEnd ??= at;
    list.cut.slices.push({ from: list.from, to: at });
    if (!list.isEmpty) list.cut.items += 1;
    this.#list = null;
  }

  #keepHead(bytes: Buffer, at: number): void {
    if (bytes.length === 0) return;
    this.head.push({ at, bytes: Buffer.from(bytes), list: null });
    this.headBytes += bytes.length;
  }
}

/** The place after a string that begins at `from`, or -1 when it has escapes or does not end in these bytes. */
function plainStringEnd(chunk: Buffer, from: number): number {
  for (let i = from; i < chunk.length; i += 1) {
    const byte = chunk[i];
    if (byte === quote) return i + 1;
    if (byte === backslash) return -1;
  }
  return -1;
}
