import { isDraft2 } from "./cyclonedx/draft-2";
import { isObject, type JsonObject } from "./json";
import { isList } from "./list";
import type { BomFormat } from "./model";
import { isSpdx3 } from "./spdx3/is-spdx3";

/**
 * An SBOM in the JSON shape of its standard: which standard decides on the reader; `format` is what it was written in; `at`
 * is where it stands inside the upload (a JSON pointer, "" for the upload itself, that goes on inside of texts and base64).
 */
export type FoundDocument = { standard: Standard; format: BomFormat; document: JsonObject; at: string; locate?: Locate };

/**
 * Where the places of JSON pointers into the document are in what it was written in, each told in its own terms (a line and
 * a tag, an element, a byte). What it cannot tell is left out. Absent for JSON, where the pointers say it.
 */
export type Locate = (pointers: readonly string[]) => ReadonlyMap<string, string>;
export type Standard = "cyclonedx" | "spdx-2" | "spdx-3";

/** The standard and format of an object that looks like an SBOM, else null. */
export function formatOf(document: JsonObject): { standard: Standard; format: BomFormat } | null {
  const { bomFormat, specFormat, specVersion } = document;
  if (typeof bomFormat === "string" && bomFormat.toLowerCase() === "cyclonedx") return cyclonedxJson;
  if (isDraft2(document)) return cyclonedxJson;
  if (typeof document.spdxVersion === "string") return spdxJson;
  if (isSpdx3(document)) return spdx3JsonLd;
  const isVersioned = typeof specVersion === "string" || typeof specVersion === "number";
  if (bomFormat === undefined && specFormat === undefined && isVersioned && (isList(document.components) || isObject(document.metadata))) {
    return cyclonedxJson;
  }
  return null;
}

const cyclonedxJson = { standard: "cyclonedx", format: "cyclonedx-json" } as const;
const spdx3JsonLd = { standard: "spdx-3", format: "spdx3-json-ld" } as const;
const spdxJson = { standard: "spdx-2", format: "spdx-json" } as const;
