import { WhereinError } from "@/lib/errors";
import { readCyclonedx } from "./cyclonedx/read";
import { decodeText, parseJson } from "./decode-text";
import { findDocument } from "./detect";
import { refuseText } from "./lookalikes";
import type { Bom } from "./model";
import { readSpdx } from "./spdx/read";
import { WarningSink } from "./warnings";

/**
 * Reads a document, already decompressed, into the domain model. The format is recognised by content. Throws
 * `WhereinError`: `invalid` (`empty_document`, `not_json`, `document_truncated`, `not_an_sbom`) or `unsupported`
 * (`format_unsupported`, `spec_version_unsupported`). Everything less is a warning.
 */
export function readBom(bytes: Uint8Array): Bom {
  const sink = new WarningSink();
  const text = decodeText(bytes, sink);
  const first = /\S/.exec(text)?.[0];
  if (first === undefined) {
    throw new WhereinError("invalid", "The document is empty. Send an SBOM as CycloneDX or SPDX JSON.", { reason: "empty_document" });
  }
  if (first !== "{" && first !== "[") refuseText(text);
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    refuseText(text);
    throw error;
  }
  const { format, document, at } = findDocument(value);
  return format === "cyclonedx-json" ? readCyclonedx(document, at, sink) : readSpdx(document, at, sink);
}
