import { completenessOf } from "./completeness";
import { newDetails } from "./component-details";
import { CompositionBuilder, rootIndex } from "./composition-builder";
import { sha256sOf } from "./hashes";
import { type KnownIdentity, knownPurl, statedIdentity, unidentified } from "./identity-cache";
import type { Bom, ComponentDetails } from "./model";
import { WarningSink } from "./warnings";

/** One part of a whole: a document and what it is to be called where it names no subject of its own. */
export type MergePart = { bom: Bom; name: string; version: string | null };

/**
 * Several documents as one: their subjects become the direct dependencies of a new root, and everything else hangs below them
 * as it did. The same package version in several parts is one component with the edges of all. Parts were read with details.
 */
export function mergeBoms(root: { name: string }, parts: readonly MergePart[]): Bom {
  const builder = new CompositionBuilder(new WarningSink(), { details: true });
  for (const part of parts) addPart(builder, part);
  // One part says nothing of the others: only what all of them say can be said of the whole.
  if (parts.every(({ bom }) => completenessOf(bom) !== null) || parts.some(({ bom }) => completenessOf(bom) === "incomplete"))
    for (const { bom } of parts) builder.stateCompleteness(completenessOf(bom));
  const created = parts.map(({ bom }) => bom.createdAt).filter((time) => time !== null);
  const [first] = parts;
  return {
    format: first?.bom.format ?? "cyclonedx-json",
    specVersion: first?.bom.specVersion ?? "",
    serialNumber: null,
    generator: null,
    createdAt: created.sort().at(-1) ?? null,
    root: { name: root.name, version: null, purl: null },
    ...builder.finish(() => []),
    rootDetails: null,
    origin: { authors: [], supplier: null, tools: [], lifecycles: [], licences: [], licenceNames: [] },
    warnings: [],
  };
}

function addPart(builder: CompositionBuilder, part: MergePart): void {
  const { components, details, services, graph } = part.bom;
  const subject = subjectOf(part);
  const top = builder.add(subject.known, "runtime", subject.sha256, () => "");
  if (top >= 0) builder.details?.add(top, subject.details);
  builder.addDependency(rootIndex, top);
  const places = components.map(({ scope, sha256, ...identity }, index) => {
    const place = builder.add(statedIdentity(identity), scope, sha256, () => "");
    // Details are merged in place: the part keeps its own.
    if (place >= 0 && details !== null) builder.details?.add(place, structuredClone(details[index] as ComponentDetails));
    return place;
  });
  for (const target of graph.direct) builder.addDependency(top, places[target] as number);
  for (const [index, place] of places.entries()) {
    for (let edge = graph.offsets[index] as number; edge < (graph.offsets[index + 1] as number); edge += 1) {
      builder.addDependency(place, places[graph.targets[edge] as number] as number);
    }
  }
  for (const service of services) builder.services.push({ ...service, ref: null });
}

/** What the document is about, as a component: by its purl, else by its name, else as the part is called. */
function subjectOf({ bom: { root, rootDetails }, name, version }: MergePart): { known: KnownIdentity; sha256: string | null; details: ComponentDetails } {
  const shown = root?.name || name;
  const known = (root?.purl ? knownPurl(root.purl, root.version ?? "") : null) ?? unidentified(shown, root?.version ?? version ?? "");
  const details = rootDetails === null ? newDetails("application", shown, null) : structuredClone(rootDetails);
  return { known, sha256: sha256sOf(details.hashes), details };
}
