import { Buffer, isUtf8 } from "node:buffer";
import { WhereinError } from "@/lib/errors";
import { escapeNonAscii } from "./escape-non-ascii";
import { findJsonFault } from "./json-fault";
import type { WarningSink } from "./warnings";

/** How the bytes are to be read: where the text starts, and in which encoding. */
type Encoding = { skip: number; name: "utf8" | "utf16le" | "utf16be" };

/** By byte order mark, else by the first two bytes. */
export function encodingOf([a, b, c]: Uint8Array): Encoding {
  if (a === 0xef && b === 0xbb && c === 0xbf) return { skip: 3, name: "utf8" };
  if (a === 0xff && b === 0xfe) return { skip: 2, name: "utf16le" };
  if (a === 0xfe && b === 0xff) return { skip: 2, name: "utf16be" };
  // JSON starts with an ASCII character, so one NUL in the first two bytes tells UTF-16.
  if (a === 0 && b !== undefined && b !== 0) return { skip: 0, name: "utf16be" };
  if (b === 0 && a !== undefined && a !== 0) return { skip: 0, name: "utf16le" };
  return { skip: 0, name: "utf8" };
}

/** The document as text: UTF-8 or UTF-16, with or without a byte order mark. Bytes that are neither are replaced. */
export function decodeText(bytes: Uint8Array): string {
  const { skip, name } = encodingOf(bytes);
  const body = Buffer.from(bytes.buffer, bytes.byteOffset + skip, bytes.byteLength - skip);
  return name === "utf8" ? body.toString("utf8") : utf16(body, name === "utf16be");
}

/** Warns when the bytes are taken for UTF-8 but are not: what is unreadable in them is replaced. */
export function warnOfDamage(bytes: Uint8Array, sink: WarningSink): void {
  if (encodingOf(bytes).name === "utf8" && !isUtf8(bytes)) sink.add("invalid_utf8", () => "");
}

/**
 * The value of a JSON document, whatever its encoding; text that is not valid UTF-8 is replaced, with a warning. Throws
 * as `parseJson` does.
 */
export function parseDocument(bytes: Uint8Array, sink: WarningSink): unknown {
  const { skip, name } = encodingOf(bytes);
  if (name !== "utf8") return parseJson(decodeText(bytes));
  const body = Buffer.from(bytes.buffer, bytes.byteOffset + skip, bytes.byteLength - skip);
  if (!isUtf8(body)) sink.add("invalid_utf8", () => "");
  const text = escapeNonAscii(body);
  if (text !== null) {
    try {
      return JSON.parse(text);
    } catch {
      // Parsed again below, so that the offset in the message counts characters as they were sent.
    }
  }
  return parseJson(body.toString("utf8"));
}

function utf16(buffer: Buffer, bigEndian: boolean): string {
  const even = buffer.subarray(0, buffer.length & ~1);
  return (bigEndian ? Buffer.from(even).swap16() : even).toString("utf16le");
}

/** Parses the text. Throws `invalid`: `document_truncated` when it ends too early, else `not_json` with the offset. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw jsonProblem(findJsonFault(text), cause);
  }
}

/** `invalid`: `document_truncated`, or `not_json` with the offset in characters. */
export function jsonProblem({ offset, isTruncated }: { offset: number; isTruncated: boolean }, cause?: unknown): WhereinError {
  const errors = [{ pointer: "", detail: `${isTruncated ? "Cut off" : "Not valid JSON"} at offset ${offset}.` }];
  if (isTruncated) {
    const detail = `The document ends too early, after ${offset} characters. Was the upload cut off? Send it again whole.`;
    return new WhereinError("invalid", detail, { reason: "document_truncated", errors, cause });
  }
  const detail = `The document is not valid JSON: something is wrong at offset ${offset}. Send an SBOM as CycloneDX or SPDX JSON.`;
  return new WhereinError("invalid", detail, { reason: "not_json", errors, cause });
}
