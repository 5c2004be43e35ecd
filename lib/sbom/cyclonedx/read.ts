import { CompositionBuilder, rootIndex, skippedIndex } from "../composition-builder";
import type { JsonObject } from "../json";
import type { Bom } from "../model";
import type { WarningSink } from "../warnings";
import { readComponents } from "./components";
import { readDependencies } from "./dependencies";
import { readCyclonedxHead } from "./head";

/** A CycloneDX 1.x JSON document as the domain model. `at` is its JSON pointer inside the upload. */
export function readCyclonedx(document: JsonObject, at: string, sink: WarningSink): Bom {
  const { root, rootRef, rootKey, rootComponents, ...head } = readCyclonedxHead(document, at, sink);
  const builder = new CompositionBuilder(sink);
  builder.setRoot(rootRef, rootKey);
  if (rootRef === null && typeof root?.purl === "string") builder.refs.setPurl(root.purl, rootIndex);
  const subject = { ref: rootRef, name: root?.name ?? null };
  readComponents(builder, rootComponents, `${at}/metadata/component/components`, rootIndex, subject);
  readComponents(builder, document.components, `${at}/components`, skippedIndex, subject);
  const pointersOf = readDependencies(builder, document.dependencies, `${at}/dependencies`);
  const composition = builder.finish(pointersOf);
  return { ...head, root, ...composition, warnings: sink.list() };
}
