import { Buffer } from "node:buffer";
import { isDraft2 } from "../cyclonedx/draft-2";
import { decodeText, encodingOf } from "../decode-text";
import { type FoundDocument, formatOf } from "../detect";
import { isObject } from "../json";
import { refuseValue } from "../lookalikes";
import type { Bom } from "../model";
import { readBom, readFound } from "../read-bom";
import type { ReadOptions } from "../read-options";
import { WarningSink } from "../warnings";
import { openWrapper } from "../wrappers/wrappers";
import type { ByteFile } from "./byte-file";
import { formTooLarge } from "./check-large-start";
import { type CutOptions, cutFile, type DocumentCutter } from "./cut-document";
import { parseCutDocument } from "./parse-cut-document";

/** `cutter`: has been fed the whole document already. `memoryBytesMax`: documents up to that size may be read whole where they cannot be read in slices. */
export type LargeOptions = ReadOptions & CutOptions & { memoryBytesMax: number; cutter?: DocumentCutter };

/**
 * Reads a document that is too large to be one value in memory: the same `Bom` as `readBom` gives. CycloneDX and SPDX 2 as
 * JSON in UTF-8, also in `{"sbom": ...}`, are read in slices; anything else is read whole when it is small enough. Throws as
 * `readBom` does, and `too_large` (`form_too_large`, `part_too_large`).
 */
export function readLargeBom(file: ByteFile, options: LargeOptions): Bom {
  if (!isSliceable(file)) return readWhole(file, options);
  const sink = new WarningSink();
  const { value, lists } = parseCutDocument(file, (options.cutter ?? cutFile(file, options)).finish(sink));
  const found = findInside(value);
  if (found === null) {
    // Perhaps an SBOM in a wrapper; what is too large for that is refused for what it is.
    if (file.size <= options.memoryBytesMax) return readWhole(file, options);
    for (const list of lists) list.check();
    if (isObject(value) && (isDraft2(value) || openWrapper(value) !== null)) throw formTooLarge(options.memoryBytesMax);
    return refuseValue(value);
  }
  const bom = readFound(found, sink, options);
  for (const list of lists) list.check();
  return bom;
}

/** The document, by itself or in `{"sbom": ...}`, where its lists were cut. The draft of CycloneDX 2.0 needs to be seen whole. */
function findInside(value: unknown): FoundDocument | null {
  if (!isObject(value)) return null;
  for (const { document, at } of [
    { document: value, at: "" },
    { document: value.sbom, at: "/sbom" },
  ]) {
    const format = isObject(document) && !isDraft2(document) ? formatOf(document) : null;
    if (format !== null && isObject(document)) return { ...format, document, at };
    if (isObject(document) && formatOf(document) !== null) return null;
  }
  return null;
}

/** JSON in UTF-8 that begins with an object. */
function isSliceable(file: ByteFile): boolean {
  const bytes = Buffer.alloc(Math.min(file.size, 4_096));
  file.readInto(bytes, 0);
  return encodingOf(bytes).name === "utf8" && decodeText(bytes).trimStart().startsWith("{");
}

function readWhole(file: ByteFile, { memoryBytesMax, details }: LargeOptions): Bom {
  if (file.size > memoryBytesMax) throw formTooLarge(memoryBytesMax);
  const bytes = Buffer.allocUnsafe(file.size);
  file.readInto(bytes, 0);
  return readBom(bytes, { details });
}
