import { WhereinError } from "@/lib/errors";
import { readCyclonedx } from "./cyclonedx/read";
import { decodeText, parseDocument } from "./decode-text";
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
  const { format, document, at } = findDocument(parse(bytes, sink));
  return format === "cyclonedx-json" ? readCyclonedx(document, at, sink) : readSpdx(document, at, sink);
}

function parse(bytes: Uint8Array, sink: WarningSink): unknown {
  const start = decodeText(bytes.subarray(0, 4_096)).trimStart();
  const first = start[0];
  if (first === undefined && decodeText(bytes).trim() === "") {
    throw new WhereinError("invalid", "The document is empty. Send an SBOM as CycloneDX or SPDX JSON.", { reason: "empty_document" });
  }
  if (first !== "{" && first !== "[") refuseText(start);
  try {
    return parseDocument(bytes, sink);
  } catch (error) {
    refuseText(decodeText(bytes));
    throw error;
  }
}
