import { headText } from "../bom-head";
import { CompositionBuilder, rootIndex } from "../composition-builder";
import type { FoundDocument } from "../detect";
import { isList } from "../list";
import type { Bom } from "../model";
import { mayHoldNotes } from "../notes";
import type { ReadOptions } from "../read-options";
import type { WarningSink } from "../warnings";
import { readDescribed } from "./described";
import { readSubjectDetails } from "./details";
import { readSpdxHead } from "./head";
import { readSpdxOrigin } from "./origin";
import { readPackages, readSubject } from "./packages";
import { readRelationships } from "./relationships";
import { addSourcePackages } from "./source-packages";

/**
 * An SPDX 2 JSON document as the domain model. One described package is the subject; when several are described, the
 * document itself is the subject and they are its direct dependencies.
 */
export function readSpdx({ format, document, at }: FoundDocument, sink: WarningSink, options: ReadOptions): Bom {
  const { name, ...head } = readSpdxHead(document, at, sink);
  const builder = new CompositionBuilder(sink, { ...options, takesNotes: mayHoldNotes(head.generator) });
  const described = readDescribed(document, at);
  const single = described.length === 1 ? described[0] : undefined;
  const subject = single === undefined ? null : readSubject(document, single.id);
  const rootId = single !== undefined && subject !== null ? single.id : null;
  let root: Bom["root"] = null;
  if (subject !== null) {
    root = {
      name: headText(subject.found.name, () => `${at}/packages`, sink) ?? name ?? "",
      version: headText(subject.found.versionInfo, () => `${at}/packages`, sink),
      purl: headText(subject.purl, () => `${at}/packages`, sink),
    };
    builder.setRoot(rootId, subject.key);
  } else if (described.length > 1) {
    root = { name: name ?? "", version: null, purl: null };
  }
  // What the document itself contains or depends on is direct.
  builder.setRoot(typeof document.SPDXID === "string" ? document.SPDXID : "SPDXRef-DOCUMENT", subject?.key ?? null);
  readPackages(builder, document.packages, `${at}/packages`, rootId);
  if (subject === null) {
    for (const { id, pointer } of described) {
      const index = builder.refs.get(id);
      if (index === undefined) sink.add("described_unknown", () => pointer);
      else if (described.length > 1) builder.addDependency(rootIndex, index);
    }
  }
  const pointersOf = readRelationships(builder, document, at);
  addSourcePackages(builder, document.relationships);
  if (isList(document.files)) builder.files = document.files.length;
  else if (document.files !== undefined && document.files !== null) sink.add("not_a_list", () => `${at}/files`);
  const rootDetails = options.details && subject !== null ? readSubjectDetails(subject.found, subject.known) : null;
  const origin = options.details ? readSpdxOrigin(document) : null;
  return { ...head, format, root, ...builder.finish(pointersOf), rootDetails, origin, warnings: sink.list() };
}
