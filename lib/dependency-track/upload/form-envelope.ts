import { WhereinError } from "@/lib/errors";
import { invalid } from "@/lib/http/problem";
import { type Envelope, fieldBytesMax, fieldsTooLarge } from "./envelope";

const lineEnd = Buffer.from("\r\n");
const headersEnd = Buffer.from("\r\n\r\n");
const headerBytesMax = 8_192;
const partsMax = 100;

type State = "before" | "boundary" | "headers" | "part" | "after";

/**
 * `multipart/form-data` (RFC 7578) whose part `bom`, a file or a text, is the document, of any size: its bytes are passed
 * on as they are, in no character set; the other parts are texts in UTF-8.
 */
export class FormEnvelope implements Envelope {
  readonly #delimiter: Buffer;
  readonly #values = new Map<string, string>();
  /** What cannot be judged without the next chunk. Begins with a line end, which the first boundary need not have. */
  #pending: Buffer = lineEnd;
  #state: State = "before";
  #name = "";
  #text: Buffer[] = [];
  #fieldBytes = 0;
  #parts = 0;
  #bomSeen = false;

  constructor(boundary: string) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  }

  push(chunk: Buffer): Buffer[] {
    const documents: Buffer[] = [];
    let buffer = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    let used: number;
    let before: State;
    do {
      before = this.#state;
      used = this.#step(buffer, documents);
      buffer = buffer.subarray(used);
    } while (used > 0 || before !== this.#state);
    this.#pending = buffer;
    return documents;
  }

  end(): void {
    if (this.#state !== "after") throw broken("The form ends before its last boundary. Was the upload cut off? Send it again whole.", "form_truncated");
    if (!this.#bomSeen) throw invalid([{ pointer: "/bom", detail: "The BOM is missing", code: "required" }], "bom_missing");
  }

  fields(): Record<string, unknown> {
    return Object.fromEntries(this.#values);
  }

  /** Judges the beginning of the buffer and says how many bytes of it are done with; 0: more bytes are needed. */
  #step(buffer: Buffer, documents: Buffer[]): number {
    switch (this.#state) {
      case "before":
      case "part":
        return this.#readContent(buffer, documents);
      case "boundary":
        return this.#readBoundary(buffer);
      case "headers":
        return this.#readHeaders(buffer);
      case "after":
        return buffer.length;
    }
  }

  #readContent(buffer: Buffer, documents: Buffer[]): number {
    const at = buffer.indexOf(this.#delimiter);
    // The last bytes may be the beginning of a delimiter.
    const content = at === -1 ? Math.max(0, buffer.length - this.#delimiter.length + 1) : at;
    if (this.#state === "part" && content > 0) this.#keep(buffer.subarray(0, content), documents);
    if (at === -1) return content;
    if (this.#state === "part") this.#endPart();
    this.#state = "boundary";
    return at + this.#delimiter.length;
  }

  #readBoundary(buffer: Buffer): number {
    if (buffer.length < 2) return 0;
    if (buffer[0] === 0x2d && buffer[1] === 0x2d) {
      this.#state = "after";
      return 2;
    }
    const end = buffer.indexOf(lineEnd);
    if (end === -1 && buffer.length <= headerBytesMax) return 0;
    if (end === -1 || !/^[ \t]*$/.test(buffer.toString("latin1", 0, end))) throw broken("A boundary of the form is followed by something else.", "form_broken");
    this.#state = "headers";
    // The line end stays: it is also what ends a list of headers that is empty.
    return end;
  }

  #readHeaders(buffer: Buffer): number {
    const end = buffer.indexOf(headersEnd);
    if (end > headerBytesMax || (end === -1 && buffer.length > headerBytesMax)) throw broken("The headers of a part are too long.", "form_broken");
    if (end === -1) return 0;
    this.#beginPart(buffer.toString("utf8", 0, end));
    return end + headersEnd.length;
  }

  #beginPart(headers: string): void {
    this.#parts += 1;
    if (this.#parts > partsMax) throw broken(`The form has more than ${partsMax} parts.`, "form_broken");
    const name = nameIn(headers);
    if (name === null) throw broken("A part of the form has no name.", "form_broken");
    if (/^content-transfer-encoding:\s*(base64|quoted-printable)/im.test(headers)) {
      throw new WhereinError("unsupported", "A part of the form has a content transfer encoding. Send the document as it is.", { reason: "transfer_encoding" });
    }
    if (name === "bom" && this.#bomSeen) throw invalid([{ pointer: "/bom", detail: "The BOM is given twice", code: "twice" }], "bom_twice");
    if (name === "bom") this.#bomSeen = true;
    this.#name = name;
    this.#text = [];
    this.#state = "part";
  }

  #keep(bytes: Buffer, documents: Buffer[]): void {
    if (this.#name === "bom") {
      documents.push(bytes);
      return;
    }
    this.#fieldBytes += bytes.length;
    if (this.#fieldBytes > fieldBytesMax) throw fieldsTooLarge();
    this.#text.push(bytes);
  }

  #endPart(): void {
    if (this.#name !== "bom") this.#values.set(this.#name, Buffer.concat(this.#text).toString("utf8"));
  }
}

/** The boundary that a content type names, or null when it is no form. */
export function boundaryOf(contentType: string): string | null {
  if (!/^\s*multipart\/form-data\s*(;|$)/i.test(contentType)) return null;
  const [, quoted, plain] = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain ?? "";
  // RFC 2046 allows 70; some clients write more.
  if (boundary === "" || boundary.length > 200) throw broken("The content type of the form names no boundary.", "form_broken");
  return boundary;
}

function nameIn(headers: string): string | null {
  const disposition = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(headers)?.[1] ?? "";
  const [, quoted, plain] = /(?:^|;)\s*name\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s;]+))/i.exec(disposition) ?? [];
  return quoted?.replace(/\\(.)/g, "$1") ?? plain ?? null;
}

function broken(detail: string, reason: string): WhereinError {
  return new WhereinError("invalid", detail, { reason });
}
