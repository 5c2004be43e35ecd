import { CompositionBuilder, rootIndex, skippedIndex } from "../composition-builder";
import type { FoundDocument } from "../detect";
import type { Bom } from "../model";
import type { WarningSink } from "../warnings";
import { readComponents } from "./components";
import { readDependencies } from "./dependencies";
import { readCyclonedxHead } from "./head";

/** A CycloneDX 1.x JSON document as the domain model. */
export function readCyclonedx({ format, document, at }: FoundDocument, sink: WarningSink): Bom {
  const { root, rootRef, rootKey, rootComponents, ...head } = readCyclonedxHead(document, at, sink);
  const builder = new CompositionBuilder(sink);
  builder.setRoot(rootRef, rootKey);
  if (rootRef === null && typeof root?.purl === "string") builder.refs.setPurl(root.purl, rootIndex);
  const subject = { ref: rootRef, name: root?.name ?? null };
  readComponents(builder, rootComponents, `${at}/metadata/component/components`, rootIndex, subject);
  readComponents(builder, document.components, `${at}/components`, skippedIndex, subject);
  const pointersOf = readDependencies(builder, document.dependencies, `${at}/dependencies`);
  const composition = builder.finish(pointersOf);
  return { ...head, format, root, ...composition, details: null, warnings: sink.list() };
}
