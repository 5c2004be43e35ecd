import { CompositionBuilder, rootIndex, skippedIndex } from "../composition-builder";
import type { FoundDocument } from "../detect";
import type { Bom } from "../model";
import { mayHoldNotes } from "../notes";
import type { ReadOptions } from "../read-options";
import type { WarningSink } from "../warnings";
import { readComponents } from "./components";
import { readCompositions } from "./compositions";
import { readDependencies } from "./dependencies";
import { readCyclonedxHead } from "./head";
import { readOperatingSystem } from "./operating-system";
import { readMaking } from "./origin";
import { readServices } from "./services";

/** They nest the binaries of a Debian source package in what stands for it, and mark language packages that a distro package holds. */
const inspectorTools = /^(inspector-sbomgen|Amazon Inspector Scan SBOM API)\b/;

/** A document in the JSON shape of CycloneDX as the domain model. */
export function readCyclonedx({ format, document, at }: FoundDocument, sink: WarningSink, options: ReadOptions): Bom {
  const { root, rootRef, rootKey, rootComponents, ...head } = readCyclonedxHead(document, at, sink);
  const builder = new CompositionBuilder(sink, { ...options, takesNotes: mayHoldNotes(head.generator) });
  builder.setRoot(rootRef, rootKey);
  if (rootRef === null && typeof root?.purl === "string") builder.refs.setPurl(root.purl, rootIndex);
  const os = readOperatingSystem([rootComponents, document.components]);
  const around = { ref: rootRef, name: root?.name ?? null, os, byInspector: inspectorTools.test(head.generator ?? "") };
  readComponents(builder, rootComponents, `${at}/metadata/component/components`, rootIndex, around);
  readComponents(builder, document.components, `${at}/components`, skippedIndex, around);
  readServices(builder, document.services, `${at}/services`);
  const pointersOf = readDependencies(builder, document.dependencies, `${at}/dependencies`);
  readCompositions(builder, document.compositions, `${at}/compositions`);
  const composition = builder.finish(pointersOf);
  const making = options.details ? readMaking(document, at, sink) : { rootDetails: null, origin: null };
  return { ...head, format, root, ...composition, ...making, warnings: sink.list() };
}
