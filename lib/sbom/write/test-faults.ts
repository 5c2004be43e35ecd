import { Buffer } from "node:buffer";
import { findDocument } from "../find-document";
import { validateDocument } from "../validate/validate-document";
import { WarningSink } from "../warnings";
import { faultsOfTagValue } from "./spdx/test-tag-value-grammar";
import { faultsOfSpdx3 } from "./spdx3/test-model-check";

/** What an export does not keep of its format: by the schema that judges every document, else by the specification's model or grammar. */
export function faultsOf(document: Uint8Array): unknown[] {
  const found = findDocument(document, new WarningSink());
  if (found.format === "spdx-tag-value") return faultsOfTagValue(Buffer.from(document).toString());
  if (found.format === "spdx3-json-ld") return faultsOfSpdx3(Buffer.from(document).toString());
  const validity = validateDocument(document, found);
  return validity.kind === "valid" ? [] : [validity];
}
