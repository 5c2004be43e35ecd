import { isObject, type JsonObject } from "./json";
import { refuseValue } from "./lookalikes";
import type { BomFormat } from "./model";

/** The SBOM inside a JSON value: which format, and where (a JSON pointer, "" for the value itself). */
export type FoundDocument = { format: BomFormat; document: JsonObject; at: string };

/** The format of an object that looks like an SBOM, else null. */
export function formatOf(document: JsonObject): BomFormat | null {
  const { bomFormat, specVersion } = document;
  if (typeof bomFormat === "string" && bomFormat.toLowerCase() === "cyclonedx") return "cyclonedx-json";
  if (typeof document.spdxVersion === "string") return "spdx-json";
  const isVersioned = typeof specVersion === "string" || typeof specVersion === "number";
  if (bomFormat === undefined && isVersioned && (Array.isArray(document.components) || isObject(document.metadata))) {
    return "cyclonedx-json";
  }
  return null;
}

/** Finds the SBOM, also in a wrapper `{"sbom": {...}}`. Throws `WhereinError` with a sentence on what it is instead. */
export function findDocument(value: unknown): FoundDocument {
  if (isObject(value)) {
    const format = formatOf(value);
    if (format !== null) return { format, document: value, at: "" };
    const inner = value.sbom;
    if (isObject(inner)) {
      const innerFormat = formatOf(inner);
      if (innerFormat !== null) return { format: innerFormat, document: inner, at: "/sbom" };
    }
  }
  return refuseValue(value);
}
