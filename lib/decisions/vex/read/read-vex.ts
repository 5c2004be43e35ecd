import { WhereinError } from "@/lib/errors";
import { decodeText, parseDocument } from "@/lib/sbom/decode-text";
import type { FoundDocument } from "@/lib/sbom/detect";
import { findDocument } from "@/lib/sbom/find-document";
import { isObject, type JsonObject, textOf } from "@/lib/sbom/json";
import { WarningSink } from "@/lib/sbom/warnings";
import { decodeBase64 } from "@/lib/sbom/wrappers/decode-base64";
import { openWrapper } from "@/lib/sbom/wrappers/wrappers";
import { tooManyInVex, vexDepthMax, vexValuesMax } from "./limits";
import type { VexDocument } from "./model";
import type { VexSubjectOfEnvelope } from "./openvex-products";
import { isCsaf, readCsaf } from "./read-csaf";
import { readCyclonedxVex } from "./read-cyclonedx";
import { isOpenvex, readOpenvex } from "./read-openvex";

const wrappersMax = 4;
const readable = "Send OpenVEX, CSAF VEX or CycloneDX with analyses of vulnerabilities.";

/**
 * Reads a VEX document, recognised by its content: OpenVEX, CSAF or CycloneDX (JSON, XML, protobuf), by itself or in an in-toto statement, a DSSE envelope or a Sigstore
 * bundle, whose signatures are not verified. Throws `invalid`, `unsupported` or `too_large` with a sentence that says what it is instead.
 */
export function readVex(bytes: Uint8Array): VexDocument {
  const start = decodeText(bytes.subarray(0, 4_096)).trimStart();
  if (!/^[{[]/.test(start)) return readOtherThanJson(bytes, start);
  let value = parsed(bytes);
  let at = "";
  let subjects: VexSubjectOfEnvelope[] = [];
  for (let wrapped = 0; ; wrapped += 1) {
    if (isObject(value)) {
      if (isOpenvex(value)) return readOpenvex(value, at, subjects);
      if (isCsaf(value)) return readCsaf(value, at);
      if (textOf(value.bomFormat)?.toLowerCase() === "cyclonedx") return readCyclonedxVex(value, at);
      if (Array.isArray(value.subject)) subjects = subjectsOf(value.subject);
    }
    const inner = isObject(value) || Array.isArray(value) ? openWrapper(value) : null;
    if (inner === null || wrapped === wrappersMax) throw notVex(value, at);
    at += inner.at;
    if ("base64" in inner) value = parsed(decodeBase64(inner.base64, at));
    else value = typeof inner.value === "string" ? parsed(Buffer.from(inner.value)) : inner.value;
  }
}

function readOtherThanJson(bytes: Uint8Array, start: string): VexDocument {
  if (start.trim() === "") throw new WhereinError("invalid", `The document is empty. ${readable}`, { reason: "empty_document" });
  if (/^---|^(?:format|statements|author):/m.test(start) && !start.startsWith("<"))
    throw new WhereinError("unsupported", `This is YAML, which is not read here. Convert it to JSON. ${readable}`, { reason: "vex_yaml" });
  const found = findSbom(bytes);
  if (found.standard === "cyclonedx") return readCyclonedxVex(found.document, found.at);
  throw new WhereinError("unsupported", `This is an SBOM of SPDX, which has no decisions on vulnerabilities. ${readable}`, { reason: "vex_unknown" });
}

function findSbom(bytes: Uint8Array): FoundDocument {
  try {
    return findDocument(bytes, new WarningSink());
  } catch (error) {
    if (error instanceof WhereinError && error.reason === "not_an_sbom")
      throw new WhereinError("unsupported", `This is no VEX document. ${readable}`, { reason: "vex_unknown", cause: error });
    throw error;
  }
}

function parsed(bytes: Uint8Array): unknown {
  checkShape(bytes);
  return parseDocument(bytes, new WarningSink());
}

/**
 * Throws `too_large` where a document is nested deeper than any VEX document is, or has more values than are worth parsing. Looks at bytes: signs of JSON are
 * ASCII in UTF-8, and other encodings are rare.
 */
function checkShape(bytes: Uint8Array): void {
  let depth = 0;
  let values = 0;
  let isText = false;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (isText) {
      if (byte === 0x5c) i += 1;
      else if (byte === 0x22) isText = false;
    } else if (byte === 0x22) isText = true;
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      values += 1;
      if (depth > vexDepthMax)
        throw new WhereinError("too_large", `The document is nested more than ${vexDepthMax} levels deep.`, {
          reason: "vex_too_deep",
          errors: [{ pointer: "", detail: `Too deep at byte ${i}.`, code: "too_deep" }],
        });
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    else if (byte === 0x2c) values += 1;
  }
  if (values > vexValuesMax) throw tooManyInVex("values", vexValuesMax, "");
}

function subjectsOf(list: readonly unknown[]): VexSubjectOfEnvelope[] {
  return list.slice(0, 1_000).flatMap((subject) => {
    if (!isObject(subject)) return [];
    const sha256 = isObject(subject.digest) ? textOf(subject.digest.sha256) : null;
    const name = textOf(subject.name);
    return name === null && sha256 === null ? [] : [{ name: name ?? `sha256:${sha256}`, hashes: sha256 === null ? [] : [sha256] }];
  });
}

function notVex(value: unknown, at: string): WhereinError {
  const detail = `${whatItIs(value)} ${readable}`;
  return new WhereinError("unsupported", detail, {
    reason: "vex_unknown",
    errors: [{ pointer: at, detail: "No VEX document stands here.", code: "vex_unknown" }],
  });
}

function whatItIs(value: unknown): string {
  if (!isObject(value)) return "This is a list, or a single value, and no VEX document.";
  return [...otherDocuments].find(([is]) => is(value))?.[1] ?? "This is JSON, but no VEX document.";
}

const otherDocuments: ReadonlyMap<(value: JsonObject) => boolean, string> = new Map([
  [
    ({ spdxVersion, "@graph": graph }: JsonObject) => spdxVersion !== undefined || graph !== undefined,
    "This is an SBOM of SPDX, which has no decisions on vulnerabilities.",
  ],
  [
    ({ schema_version, affected }: JsonObject) => schema_version !== undefined || affected !== undefined,
    "This is an advisory of OSV: what is vulnerable, and no decision on it.",
  ],
  [({ format, statements }: JsonObject) => format !== undefined && statements !== undefined, "This is VEX of a draft from before OpenVEX."],
]);
