import { readCyclonedx } from "./cyclonedx/read";
import type { FoundDocument, Standard } from "./detect";
import { findDocument } from "./find-document";
import type { Bom } from "./model";
import { withDocumentNotes } from "./notes";
import { errorWithPlaces, withPlaces } from "./places/with-places";
import type { ReadOptions } from "./read-options";
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
  return readFound(findDocument(bytes, sink), sink, options);
}

/** Reads a document that was found already. */
export function readFound(found: FoundDocument, sink: WarningSink, options: ReadOptions): Bom {
  try {
    const bom = withDocumentNotes(readers[found.standard](found, sink, options), found.document);
    return { ...bom, warnings: withPlaces(bom.warnings, found) };
  } catch (error) {
    throw errorWithPlaces(error, found);
  }
}
