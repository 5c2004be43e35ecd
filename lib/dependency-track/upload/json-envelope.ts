import { invalid } from "@/lib/http/problem";
import { Base64Stream } from "./base64-stream";
import { type Envelope, fieldBytesMax, fieldsTooLarge } from "./envelope";

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const comma = 0x2c;
const openers = new Set([0x7b, 0x5b]);
const closers = new Set([0x7d, 0x5d]);

/**
 * A JSON object whose member `bom` is a document in base64, of any size: that member is decoded as it arrives, and only
 * the rest is kept for `JSON.parse`.
 */
export class JsonEnvelope implements Envelope {
  readonly #rest: number[] = [];
  #depth = 0;
  #inString = false;
  #escaped = false;
  #isValue = false;
  /** Where in the rest the last name of a member of the outermost object begins and ends. */
  #name: { from: number; to: number } = { from: 0, to: 0 };
  #bom: Base64Stream | null = null;
  #bomSeen = false;

  push(chunk: Buffer): Buffer[] {
    const documents: Buffer[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#bom === null) at = this.#readRest(chunk, at);
      else at = this.#readBom(chunk, at, this.#bom, documents);
    }
    return documents;
  }

  end(): void {
    if (this.#bom !== null) throw notJson("The body ends inside of the BOM");
    this.fields();
    if (!this.#bomSeen) throw invalid([{ pointer: "/bom", detail: "The BOM is missing", code: "required" }], "bom_missing");
  }

  fields(): Record<string, unknown> {
    const text = Buffer.from(this.#rest).toString("utf8");
    let value: unknown;
    try {
      value = JSON.parse(text.replace(/^\uFEFF/, ""));
    } catch {
      throw notJson(text.trim() === "" ? "The body is empty" : "The body is not JSON");
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw notJson("The body is not a JSON object");
    return value as Record<string, unknown>;
  }

  #readRest(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      this.#rest.push(byte);
      if (this.#rest.length > fieldBytesMax) throw fieldsTooLarge();
      if (this.#inString) this.#inside(byte);
      else if (byte === quote && this.#depth === 1 && this.#isValue && this.#nameIsBom()) return this.#beginBom(at + 1);
      else this.#outside(byte);
    }
    return chunk.length;
  }

  #inside(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) {
      this.#inString = false;
      if (this.#depth === 1 && !this.#isValue) this.#name.to = this.#rest.length - 1;
    }
  }

  #outside(byte: number): void {
    if (byte === quote) {
      this.#inString = true;
      if (this.#depth === 1 && !this.#isValue) this.#name.from = this.#rest.length;
    } else if (openers.has(byte)) this.#depth += 1;
    else if (closers.has(byte)) this.#depth -= 1;
    else if (this.#depth === 1 && byte === colon) this.#isValue = true;
    else if (this.#depth === 1 && byte === comma) this.#isValue = false;
  }

  #nameIsBom(): boolean {
    const { from, to } = this.#name;
    return String.fromCharCode(...this.#rest.slice(from, Math.min(to, from + 4))) === "bom";
  }

  #beginBom(next: number): number {
    if (this.#bomSeen) throw invalid([{ pointer: "/bom", detail: "The BOM is given twice", code: "twice" }], "bom_twice");
    this.#bomSeen = true;
    this.#bom = new Base64Stream();
    return next;
  }

  #readBom(chunk: Buffer, from: number, bom: Base64Stream, documents: Buffer[]): number {
    const end = chunk.indexOf(quote, from);
    const bytes = bom.push(chunk.toString("latin1", from, end === -1 ? chunk.length : end));
    if (bytes.length > 0) documents.push(bytes);
    if (end === -1) return chunk.length;
    const last = bom.end();
    if (last.length > 0) documents.push(last);
    this.#bom = null;
    this.#rest.push(quote);
    return end + 1;
  }
}

function notJson(detail: string) {
  return invalid([{ pointer: "", detail, code: "json" }], "json_invalid");
}
