import { Buffer } from "node:buffer";
import type { Bom } from "../model";
import { readBom } from "../read-bom";
import { csvText } from "./csv";
import { type CyclonedxVersion, writeCyclonedxJson, writeCyclonedxXml } from "./cyclonedx/write";
import { type Draft, draftOf, type WriteOptions } from "./draft";
import type { ExportFormatName } from "./formats";
import { noteDifferences } from "./note-differences";
import { toSpdx } from "./spdx/document";
import { tagValueText } from "./spdx/tag-value";
import { writeSpdx3 } from "./spdx3/write";

type Writer = (draft: Draft, specVersion: string) => string;

const writers: Record<Exclude<ExportFormatName, "csv">, Writer> = {
  "cyclonedx-json": (draft, version) => writeCyclonedxJson(draft, version as CyclonedxVersion),
  "cyclonedx-xml": (draft, version) => writeCyclonedxXml(draft, version as CyclonedxVersion),
  "spdx-json": (draft) => `${JSON.stringify(toSpdx(draft), null, 2)}\n`,
  "spdx-tag-value": (draft) => tagValueText(toSpdx(draft)),
  "spdx3-json-ld": writeSpdx3,
};

/** What to write: a format of `exportFormats` in one of its versions. */
export type WriteTarget = WriteOptions & { format: ExportFormatName; specVersion: string };

/**
 * The model as a document of the format; the same model gives the same text. The document is read back once: what its format could not
 * say of the model is then noted in Wherein's own namespace, so that import, export and import are equal.
 */
export function writeBom(bom: Bom, { format, specVersion, ...options }: WriteTarget): string {
  if (format === "csv") return csvText(bom);
  const write = (draft: Draft) => writers[format](draft, specVersion);
  const read = (text: string) => readBom(Buffer.from(text), { details: true });
  let draft = draftOf(bom, options);
  let text = write(draft);
  // A second round only where components could not be told from each other in the first.
  for (let isKnown = false; !isKnown; ) {
    const found = noteDifferences(draft, read(text));
    isKnown = [...found.notes.values()].every(({ identity }) => identity === undefined) || draft.notes.size > 0;
    draft = { ...draft, notes: united(draft.notes, found.notes), documentNotes: { ...draft.documentNotes, ...found.documentNotes } };
    text = write(draft);
  }
  return text;
}

/** What the second round found is noted beside what the first did. */
function united(first: Draft["notes"], second: Draft["notes"]): Draft["notes"] {
  return new Map([...first, ...[...second].map(([index, notes]) => [index, { ...first.get(index), ...notes }] as const)]);
}
