import { WhereinError } from "@/lib/errors";
import { headText } from "../bom-head";
import { CompositionBuilder, rootIndex, skippedIndex } from "../composition-builder";
import type { FoundDocument } from "../detect";
import { readHashes, sha256sOf, spdxHash } from "../hashes";
import { notedIdentity } from "../identity-cache";
import type { JsonObject } from "../json";
import type { Bom, ComponentDetails } from "../model";
import { type ComponentNotes, mayHoldNotes, pairOfText, readNotes } from "../notes";
import { isDistroPackage } from "../purl-details";
import type { ReadOptions } from "../read-options";
import { readPackageDetails, readPackageSource, readSubjectDetails } from "../spdx/details";
import { readSpdxOrigin } from "../spdx/origin";
import { identityOfPackage, readOperatingSystem, readSubject } from "../spdx/packages";
import type { WarningSink } from "../warnings";
import type { Element } from "./element";
import { ElementGraph } from "./element-graph";
import { readSpdx3Head } from "./head";
import { readLicences } from "./licences";
import { addSpdx3Details, packageTypes, toPackageEntry } from "./packages";
import { readRelationships } from "./relationships";
import { readRoots } from "./roots";

type Package = { element: Element; entry: JsonObject };

/**
 * An SPDX 3 document as the domain model. One package as root element is the subject; when there are several root elements, the
 * document itself is the subject and the packages among them are its direct dependencies. Throws `invalid` (`not_an_sbom`)
 * when there is no element of SPDX in it.
 */
export function readSpdx3({ format, document, at }: FoundDocument, sink: WarningSink, options: ReadOptions): Bom {
  const graph = new ElementGraph(document, at);
  if (graph.elements.length === 0) throw withoutElements();
  const { name, documentId, asSpdx2, ...head } = readSpdx3Head(graph, document["@context"], at, sink);
  const builder = new CompositionBuilder(sink, { ...options, takesNotes: mayHoldNotes(head.generator) });
  const packages = graph.ofType(...packageTypes).map((element): Package => ({ element, entry: toPackageEntry(graph, element) }));
  const roots = readRoots(graph);
  const single = roots.length === 1 ? roots[0] : undefined;
  const subject = single === undefined ? null : readSubject({ packages: packages.map(({ entry }) => entry) }, single.id);
  const rootElement = subject === null || single === undefined ? undefined : packages.find(({ entry }) => entry === subject.found)?.element;
  let root: Bom["root"] = null;
  if (subject !== null) {
    const place = () => rootElement?.pointer ?? at;
    root = {
      name: headText(subject.found.name, place, sink) ?? name ?? "",
      version: headText(subject.found.versionInfo, place, sink),
      purl: headText(subject.purl, place, sink),
    };
    builder.setRoot(single?.id ?? null, subject.key);
  } else if (roots.length > 1) root = { name: name ?? "", version: null, purl: null };
  if (documentId !== null) builder.setRoot(documentId, subject?.key ?? null);
  const licences = options.details ? readLicences(graph, sink) : new Map();
  const complete = (details: ComponentDetails, element: Element) => addSpdx3Details(details, graph, element, licences.get(element.id));
  readPackages(builder, packages, rootElement, complete, builder.takesNotes ? notesBySubject(graph) : new Map());
  if (subject === null) {
    for (const { id, pointer } of roots) {
      const index = builder.refs.get(id);
      if (index === undefined) sink.add("described_unknown", () => pointer);
      else if (roots.length > 1) builder.addDependency(rootIndex, index);
    }
  }
  const pointersOf = readRelationships(builder, graph);
  builder.files = graph.ofType("software_File").length;
  let rootDetails: ComponentDetails | null = null;
  if (options.details && subject !== null && rootElement !== undefined) {
    rootDetails = readSubjectDetails(subject.found, subject.known);
    complete(rootDetails, rootElement);
  }
  const origin = options.details ? readSpdxOrigin(asSpdx2) : null;
  return { ...head, format, root, ...builder.finish(pointersOf), rootDetails, origin, warnings: sink.list() };
}

function readPackages(
  builder: CompositionBuilder,
  packages: readonly Package[],
  rootElement: Element | undefined,
  complete: (details: ComponentDetails, element: Element) => void,
  notesOf: ReadonlyMap<string, ComponentNotes | null>,
): void {
  const { sink } = builder;
  const os = readOperatingSystem(packages.map(({ entry }) => entry));
  for (const { element, entry } of packages) {
    const { id, pointer } = element;
    if (element === rootElement) {
      builder.skip("root");
      continue;
    }
    const notes = notesOf.get(id) ?? null;
    if (notes?.service !== undefined) {
      builder.services.push(notes.service);
      builder.setRef(id, skippedIndex, () => pointer);
      continue;
    }
    const known = notedIdentity(
      identityOfPackage(entry, os, () => sink.add("purl_invalid", () => pointer)),
      notes,
    );
    const hashes = readHashes(entry.checksums, spdxHash, sink, () => `${pointer}/verifiedUsing`);
    const index = builder.add(known, "runtime", sha256sOf(hashes), () => pointer);
    if (builder.details !== null && index >= 0) {
      const details = readPackageDetails({ entry, known, hashes });
      complete(details, element);
      builder.details.add(index, details);
    } else if (isDistroPackage(known.component)) builder.addSource(index, readPackageSource(entry, known));
    builder.applyNotes(index, notes);
    builder.setRef(id, index, () => pointer);
  }
}

/** What Wherein noted of each element, in annotations of it. */
function notesBySubject(graph: ElementGraph): Map<string, ComponentNotes | null> {
  const pairs = new Map<string, ReturnType<typeof pairOfText>>();
  for (const annotation of graph.ofType("Annotation")) {
    const subject = graph.refs(annotation, "subject")[0] ?? "";
    const known = pairs.get(subject);
    const found = pairOfText(graph.text(annotation, "statement"));
    if (known === undefined) pairs.set(subject, found);
    else known.push(...found);
  }
  return new Map([...pairs].map(([subject, found]) => [subject, readNotes(found)]));
}

function withoutElements(): WhereinError {
  const detail = "This is JSON-LD that uses SPDX 3's terms, but there is no element of SPDX in it. Send an SBOM as CycloneDX or SPDX.";
  return new WhereinError("invalid", detail, { reason: "not_an_sbom" });
}
