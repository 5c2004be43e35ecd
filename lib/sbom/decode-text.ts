import { Buffer, isUtf8 } from "node:buffer";
import { WhereinError } from "@/lib/errors";
import type { WarningSink } from "./warnings";

/** The document as text. UTF-8 and UTF-16, with or without a byte order mark; bytes that are neither are replaced, with a warning. */
export function decodeText(bytes: Uint8Array, sink: WarningSink): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [a, b, c] = buffer;
  if (a === 0xef && b === 0xbb && c === 0xbf) return utf8(buffer.subarray(3), sink);
  if (a === 0xff && b === 0xfe) return utf16(buffer.subarray(2), false);
  if (a === 0xfe && b === 0xff) return utf16(buffer.subarray(2), true);
  if (a === 0 && b !== undefined && b !== 0) return utf16(buffer, true);
  if (b === 0 && a !== undefined && a !== 0) return utf16(buffer, false);
  return utf8(buffer, sink);
}

function utf8(buffer: Buffer, sink: WarningSink): string {
  if (!isUtf8(buffer)) sink.add("invalid_utf8", () => "");
  return buffer.toString("utf8");
}

function utf16(buffer: Buffer, bigEndian: boolean): string {
  const even = buffer.subarray(0, buffer.length & ~1);
  return (bigEndian ? Buffer.from(even).swap16() : even).toString("utf16le");
}

/** Parses the text. Throws `invalid`: `document_truncated` when it ends too early, else `not_json` with the offset. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : "";
    const position = /at position (\d+)/.exec(message)?.[1];
    const offset = position === undefined ? text.length : Number(position);
    if (message.includes("Unexpected end") || message.includes("Unterminated") || offset >= text.trimEnd().length) {
      throw new WhereinError("invalid", `The document ends too early, after ${text.length} characters. Was the upload cut off? Send it again whole.`, {
        reason: "document_truncated",
        errors: [{ pointer: "", detail: `Cut off at offset ${text.length}.` }],
        cause,
      });
    }
    throw new WhereinError("invalid", `The document is not valid JSON: something is wrong at offset ${offset}. Send an SBOM as CycloneDX or SPDX JSON.`, {
      reason: "not_json",
      errors: [{ pointer: "", detail: `Not valid JSON at offset ${offset}.` }],
      cause,
    });
  }
}
