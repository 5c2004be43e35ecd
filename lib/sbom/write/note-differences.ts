import { isDeepStrictEqual } from "node:util";
import type { Bom, Component, ComponentDetails, PackageIdentity } from "../model";
import { type ComponentNotes, type DocumentNotes, detailFields } from "../notes";
import type { Draft } from "./draft";

/**
 * What a reader did not get back of the model: `read` is what it made of the document without notes. That, and nothing
 * else, is noted, so that every format is used for all that it can say.
 */
export function noteDifferences(draft: Draft, read: Bom): Pick<Draft, "notes" | "documentNotes"> {
  const places = new Map(read.components.map(({ key }, index) => [key, index]));
  const notes = new Map<number, ComponentNotes>();
  for (const [index, component] of draft.bom.components.entries()) {
    const place = places.get(component.key);
    const found = componentNotes(component, draft.details[index] as ComponentDetails, place === undefined ? null : { bom: read, place });
    if (Object.keys(found).length > 0) notes.set(index, found);
  }
  if (draft.bom.components.length === read.components.length) noteLiftedEdges(draft, read, notes);
  return { notes, documentNotes: documentNotes(draft, read) };
}

function componentNotes(component: Component, details: ComponentDetails, found: { bom: Bom; place: number } | null): ComponentNotes {
  // What was not found was merged, left out or named otherwise: nothing that was read can be told to be its own.
  if (found === null) return { identity: identityOf(component), scope: component.scope, sha256: component.sha256, ...details };
  const { scope, sha256 } = found.bom.components[found.place] as Component;
  const read = found.bom.details?.[found.place] as ComponentDetails;
  const notes: ComponentNotes = {};
  if (scope !== component.scope) notes.scope = component.scope;
  if (sha256 !== component.sha256) notes.sha256 = component.sha256;
  for (const name of detailFields) if (!isDeepStrictEqual(read[name], details[name])) Object.assign(notes, { [name]: details[name] });
  return notes;
}

/** A component that looks like an operating system keeps its edges only when told so. */
function noteLiftedEdges({ bom }: Draft, read: Bom, notes: Map<number, ComponentNotes>): void {
  for (let index = 0; index < bom.components.length; index += 1) {
    const had = (bom.graph.offsets[index + 1] as number) - (bom.graph.offsets[index] as number);
    const has = (read.graph.offsets[index + 1] as number) - (read.graph.offsets[index] as number);
    if (has < had) notes.set(index, { ...notes.get(index), ownEdges: true });
  }
}

function documentNotes({ bom, completeness }: Draft, read: Bom): DocumentNotes {
  const notes: DocumentNotes = {};
  if (!isDeepStrictEqual(bom.root, read.root)) notes.root = bom.root;
  if (!isDeepStrictEqual(bom.rootDetails, read.rootDetails)) notes.rootDetails = bom.rootDetails;
  if (bom.createdAt !== read.createdAt) notes.createdAt = bom.createdAt;
  if (!isDeepStrictEqual(bom.services, read.services)) notes.services = bom.services;
  if (completeness !== read.completeness) notes.completeness = completeness;
  const origin = withoutTools(bom.origin);
  if (!isDeepStrictEqual(origin, withoutTools(read.origin))) notes.origin = origin;
  return notes;
}

/** The tools of an export are Wherein and what came before it. */
function withoutTools(origin: Bom["origin"]): NonNullable<DocumentNotes["origin"]> | null {
  if (origin === null) return null;
  const { tools, ...others } = origin;
  return others;
}

function identityOf({ ecosystem, name, version, release }: Component): PackageIdentity {
  return { ecosystem, name, version, release };
}
