import { Buffer } from "node:buffer";
import { WhereinError } from "@/lib/errors";
import { compressionOf } from "./compression";
import { fromDraft2 } from "./cyclonedx/draft-2";
import { decodeText, parseDocument } from "./decode-text";
import { type FoundDocument, formatOf } from "./detect";
import { isObject, type JsonObject } from "./json";
import { readable, refuseText, refuseValue, unknownFormat } from "./lookalikes";
import { serialisations } from "./serialisations";
import type { WarningSink } from "./warnings";
import { decodeBase64 } from "./wrappers/decode-base64";
import { openWrapper } from "./wrappers/wrappers";

/** A Sigstore bundle with an envelope with a statement with `{"sbom": ...}` is four. */
const wrappersMax = 4;

type Read = { kind: "found"; found: FoundDocument } | { kind: "json"; value: JsonObject | readonly unknown[] };

/**
 * Finds the SBOM in an upload, whatever it is written in and up to four wrappers deep, in any order of them. Its `at`
 * goes on inside of what a wrapper holds as text or base64. Signatures are not verified. Throws `WhereinError` with a
 * sentence on what it is instead.
 */
export function findDocument(bytes: Uint8Array, sink: WarningSink): FoundDocument {
  let read = readBytes(bytes, sink);
  let at = "";
  for (let wrapped = 0; ; wrapped += 1) {
    if (read.kind === "found") return insideOf(at, read.found);
    const { value } = read;
    const format = isObject(value) ? formatOf(value) : null;
    if (isObject(value) && format !== null) return { ...format, document: fromDraft2(value, at, sink), at };
    const inner = openWrapper(value);
    if (inner === null) return refuseValue(value);
    if (wrapped === wrappersMax) throw wrappedTooDeep(at);
    at += inner.at;
    if ("base64" in inner) read = readInner(decodeBase64(inner.base64, at), at, sink);
    else
      read = isObject(inner.value) || Array.isArray(inner.value) ? { kind: "json", value: inner.value } : readInner(Buffer.from(String(inner.value)), at, sink);
  }
}

/** What was found in a wrapper, with places that say so. */
function insideOf(at: string, found: FoundDocument): FoundDocument {
  const { locate } = found;
  if (at === "") return found;
  const inside = { ...found, at: at + found.at };
  if (locate !== undefined) inside.locate = (pointers) => new Map([...locate(pointers)].map(([pointer, place]) => [pointer, `${at}: ${place}`]));
  return inside;
}

function readInner(bytes: Uint8Array, at: string, sink: WarningSink): Read {
  const compression = compressionOf(bytes);
  if (compression === null) return readBytes(bytes, sink);
  throw new WhereinError("invalid", `The SBOM at ${at} is compressed with ${compression} inside of what it is wrapped in. Send it by itself.`, {
    reason: "wrapper_compressed",
    errors: [{ pointer: at, detail: `Compressed with ${compression}.` }],
  });
}

function readBytes(bytes: Uint8Array, sink: WarningSink): Read {
  const start = decodeText(bytes.subarray(0, 4_096)).trimStart();
  const serialisation = serialisations.find((each) => each.matches(start, bytes));
  if (serialisation !== undefined) return { kind: "found", found: serialisation.read(bytes, sink) };
  const value = parseJsonDocument(bytes, start, sink);
  return isObject(value) || Array.isArray(value) ? { kind: "json", value } : refuseValue(value);
}

function parseJsonDocument(bytes: Uint8Array, start: string, sink: WarningSink): unknown {
  const first = start[0];
  if (first === undefined && decodeText(bytes).trim() === "") {
    throw new WhereinError("invalid", `The document is empty. ${readable}`, { reason: "empty_document" });
  }
  const looksLikeJson = first === "{" || first === "[";
  if (!looksLikeJson) refuseText(start, bytes);
  try {
    return parseDocument(bytes, sink);
  } catch (error) {
    if (!looksLikeJson) throw unknownFormat(bytes);
    refuseText(decodeText(bytes), bytes);
    throw error;
  }
}

function wrappedTooDeep(at: string): WhereinError {
  return new WhereinError("unsupported", `The SBOM is wrapped more than ${wrappersMax} times. Take it out of its envelopes and send it by itself.`, {
    reason: "wrapped_too_deep",
    errors: [{ pointer: at, detail: "Another wrapper stands here." }],
  });
}
