import { type BomHead, headText, headTimestamp } from "../bom-head";
import { isObject, type JsonObject } from "../json";
import { readSpecVersion } from "../spec-version";
import type { WarningSink } from "../warnings";

/** The head of an SPDX 2 document. `name` is the document's own. */
export type SpdxHead = BomHead & { name: string | null };

/** Reads the document's own fields. `at` is its JSON pointer inside the upload. */
export function readSpdxHead(document: JsonObject, at: string, sink: WarningSink): SpdxHead {
  const specVersion = readSpecVersion("spdx-2", document.spdxVersion, `${at}/spdxVersion`, sink);
  const creation = isObject(document.creationInfo) ? document.creationInfo : {};
  return {
    specVersion,
    serialNumber: headText(document.documentNamespace, () => `${at}/documentNamespace`, sink),
    generator: readGenerator(creation.creators, `${at}/creationInfo/creators`, sink),
    createdAt: headTimestamp(creation.created, () => `${at}/creationInfo/created`, sink),
    name: headText(document.name, () => `${at}/name`, sink),
  };
}

/** `Tool: name-version` of the first tool among the creators, as "name version". */
export function readGenerator(creators: unknown, at: string, sink: WarningSink): string | null {
  if (!Array.isArray(creators)) return null;
  for (let i = 0; i < Math.min(creators.length, 50); i += 1) {
    const creator: unknown = creators[i];
    if (typeof creator !== "string" || !/^tool:/i.test(creator)) continue;
    const text = headText(creator.slice(5).trim(), () => `${at}/${i}`, sink);
    if (text !== null) return text.replace(/-(v?\d[^-\s]*)$/, " $1");
  }
  return null;
}
