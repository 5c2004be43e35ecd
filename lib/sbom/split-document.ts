import { Buffer, isUtf8 } from "node:buffer";
import { type BomHead, headText, headTimestamp } from "./bom-head";
import { readCyclonedxHead } from "./cyclonedx/head";
import { formatOf } from "./detect";
import { isObject, type JsonObject } from "./json";
import { mayHoldNotes } from "./notes";
import { readDescribed } from "./spdx/described";
import { readSpdxHead } from "./spdx/head";
import { WarningSink } from "./warnings";

const headBytesMax = 65_536;
const quote = 0x22;
const backslash = 0x5c;

/**
 * Where the body of a document starts: the first byte of the value of the top-level `components` (CycloneDX) or
 * `packages` (SPDX). What stands before it is the head. Null when there is no such name within the first 64 KiB, or when
 * the bytes are no plain JSON object. It only scans bytes; it does not check the JSON.
 */
export function splitDocument(bytes: Uint8Array): { bodyStart: number } | null {
  const end = Math.min(bytes.length, headBytesMax);
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  at = skipSpace(bytes, at, end);
  if (bytes[at] !== 0x7b) return null;
  let depth = 0;
  for (; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    if (depth === 0) return null;
    if (byte !== quote) continue;
    const start = at + 1;
    at = stringEnd(bytes, start, end);
    if (depth !== 1) continue;
    const afterName = skipSpace(bytes, at + 1, end);
    if (bytes[afterName] !== 0x3a) continue;
    if (isName(bytes, start, at, "sbom")) return null;
    if (!isName(bytes, start, at, "components") && !isName(bytes, start, at, "packages")) continue;
    const bodyStart = skipSpace(bytes, afterName + 1, end);
    return bodyStart < end ? { bodyStart } : null;
  }
  return null;
}

/**
 * A text that is the same for two heads only when they say the same of everything but serial number, document version and
 * time: the same body after them is then the same composition, accounting and warnings. Null when that cannot be told.
 */
export function headFingerprint(head: Uint8Array): string | null {
  const document = parseHead(head);
  if (document === null || document.sbom !== undefined) return null;
  try {
    return JSON.stringify(whatCounts(document));
  } catch {
    // An unsupported version, or nesting too deep to write down: the full reader says what it is.
    return null;
  }
}

function whatCounts(document: JsonObject): unknown {
  const sink = new WarningSink();
  const standard = formatOf(document)?.standard;
  if (standard === "cyclonedx" && typeof document.bomFormat === "string") {
    const { serialNumber, createdAt, ...rest } = readCyclonedxHead(document, "", sink);
    const { dependencies, compositions } = document;
    return [rest, rest.rootComponents ?? null, dependencies ?? null, compositions ?? null, notesOfHead(rest.generator, document), sink.list()];
  }
  if (standard === "spdx-2") {
    const { serialNumber, createdAt, ...rest } = readSpdxHead(document, "", sink);
    const { SPDXID, relationships, files, snippets } = document;
    const notes = notesOfHead(rest.generator, document);
    return [rest, SPDXID ?? null, readDescribed(document, ""), relationships ?? null, files ?? null, snippets ?? null, notes, sink.list()];
  }
  // The body says which format it is: then everything in the head counts, but for what no reader takes from it.
  const { serialNumber, version, documentNamespace, metadata, creationInfo, ...rest } = document;
  const { timestamp, ...metadataRest } = isObject(metadata) ? metadata : { value: metadata };
  const { created, ...creationRest } = isObject(creationInfo) ? creationInfo : { value: creationInfo };
  headText(serialNumber, () => "/serialNumber", sink);
  headText(documentNamespace, () => "/documentNamespace", sink);
  headTimestamp(timestamp, () => "/metadata/timestamp", sink);
  headTimestamp(created, () => "/creationInfo/created", sink);
  return ["unknown", rest, metadataRest, creationRest, sink.list()];
}

/** Where Wherein's own documents note what stands for the rest of the head. */
function notesOfHead(generator: string | null, { metadata, annotations }: JsonObject): unknown {
  return mayHoldNotes(generator) ? [isObject(metadata) ? (metadata.properties ?? null) : null, annotations ?? null] : null;
}

/** What a head says of the document itself. Each is null when the head does not hold it. */
export function readHead(head: Uint8Array): { [Name in "serialNumber" | "createdAt" | "generator" | "specVersion"]: BomHead[Name] | null } {
  const nothing = { serialNumber: null, createdAt: null, generator: null, specVersion: null };
  const document = parseHead(head);
  if (document === null) return nothing;
  const isSpdx = document.spdxVersion !== undefined || document.SPDXID !== undefined || document.creationInfo !== undefined;
  const said = isSpdx ? document.spdxVersion : document.specVersion;
  const sink = new WarningSink();
  try {
    const { serialNumber, createdAt, generator, specVersion } = isSpdx
      ? readSpdxHead({ spdxVersion: "SPDX-2.3", ...document }, "", sink)
      : readCyclonedxHead({ specVersion: "1.6", ...document }, "", sink);
    return { serialNumber, createdAt, generator, specVersion: said === undefined ? null : specVersion };
  } catch {
    return nothing;
  }
}

/** The JSON object that a head begins, or null. */
export function parseHead(head: Uint8Array): JsonObject | null {
  if (!isUtf8(head)) return null;
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
  try {
    const value: unknown = JSON.parse(`${text}[]}`);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function skipSpace(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09)) at += 1;
  return at;
}

/** The place of the closing quote. */
function stringEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

function isName(bytes: Uint8Array, start: number, end: number, name: string): boolean {
  if (end - start !== name.length) return false;
  for (let i = 0; i < name.length; i += 1) if (bytes[start + i] !== name.charCodeAt(i)) return false;
  return true;
}
