import { WhereinError } from "@/lib/errors";
import { readCyclonedx } from "./cyclonedx/read";
import { decodeText, parseDocument } from "./decode-text";
import { type FoundDocument, findDocument, type Standard } from "./detect";
import { refuseText } from "./lookalikes";
import type { Bom } from "./model";
import { withDocumentNotes } from "./notes";
import type { ReadOptions } from "./read-options";
import { serialisations } from "./serialisations";
import { readSpdx } from "./spdx/read";
import { readSpdx3 } from "./spdx3/read";
import { WarningSink } from "./warnings";

const readers: Record<Standard, (found: FoundDocument, sink: WarningSink, options: ReadOptions) => Bom> = {
  cyclonedx: readCyclonedx,
  "spdx-2": readSpdx,
  "spdx-3": readSpdx3,
};

/**
 * Reads a document, already decompressed, into the domain model. The format is recognised by content. Throws
 * `WhereinError`: `invalid` (`empty_document`, `not_json`, `document_truncated`, `not_an_sbom`) or `unsupported`
 * (`format_unsupported`, `spec_version_unsupported`). Everything less is a warning.
 */
export function readBom(bytes: Uint8Array, options: ReadOptions = { details: false }): Bom {
  const sink = new WarningSink();
  const found = toDocument(bytes, sink);
  return withDocumentNotes(readers[found.standard](found, sink, options), found.document);
}

function toDocument(bytes: Uint8Array, sink: WarningSink): FoundDocument {
  const start = decodeText(bytes.subarray(0, 4_096)).trimStart();
  const serialisation = serialisations.find((each) => each.matches(start, bytes));
  return serialisation ? serialisation.read(bytes, sink) : findDocument(parseJsonDocument(bytes, start, sink));
}

function parseJsonDocument(bytes: Uint8Array, start: string, sink: WarningSink): unknown {
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
