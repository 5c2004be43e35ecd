import { purlOf } from "@/lib/purl";
import { completeIdentity } from "../complete-identity";
import { completenessOf } from "../completeness";
import { newDetails } from "../component-details";
import { knownPurl } from "../identity-cache";
import type { Bom, Completeness, Component, ComponentDetails } from "../model";
import type { ComponentNotes, DocumentNotes } from "../notes";
import { documentUuid } from "./document-uuid";

/** What an export needs beside the model. */
export type WriteOptions = {
  /** The version of Wherein. */
  toolVersion: string;
  /** ISO 8601 UTC; the document's time where the model has none. */
  time: string;
  /** The name of the subject where the model has no root. */
  subjectName: string;
};

/** What all writers are given: the model, and what is decided once for every format. */
export type Draft = {
  bom: Bom;
  details: readonly ComponentDetails[];
  /** The identity of the document, made from its content: the same model is the same document. */
  uuid: string;
  time: string;
  toolVersion: string;
  subjectName: string;
  /** What can be said of the model as a whole. */
  completeness: Completeness | null;
  /** By position of the component. */
  notes: ReadonlyMap<number, ComponentNotes>;
  documentNotes: DocumentNotes;
};

/** The draft of a model that was read with details. */
export function draftOf(bom: Bom, { toolVersion, time, subjectName }: WriteOptions): Draft {
  if (bom.details === null) throw new Error("Only a model that was read with details can be written.");
  return {
    bom,
    details: bom.details,
    uuid: documentUuid(bom),
    time: bom.createdAt ?? time,
    toolVersion,
    subjectName: bom.root?.name || subjectName,
    completeness: completenessOf(bom),
    notes: new Map(),
    documentNotes: {},
  };
}

/** The subject of the document in the form of a component, so that every writer writes it as one. */
export function subjectOf(draft: Draft): { component: Component; details: ComponentDetails } {
  const { bom, subjectName } = draft;
  const { root, rootDetails } = bom;
  const details = rootDetails ?? newDetails("application", subjectName, null);
  const purls = root?.purl && !isListed(draft, root.purl, root.version ?? "") ? [root.purl, ...details.purls.slice(1)] : [];
  const component = {
    ecosystem: "unidentified",
    name: subjectName,
    version: root?.version ?? "",
    release: "",
    key: "",
    scope: "runtime",
    sha256: null,
  } as const;
  return { component, details: { ...details, purls } };
}

/** True for a purl of a listed component: a reader would take that one for the subject, and leave it out. */
function isListed({ bom, subjectName }: Draft, purl: string, version: string): boolean {
  const keys = (silent.has(version) ? [version, ""] : [version]).flatMap((each) => {
    const known = knownPurl(purl, each);
    if (known === null) return [];
    return [known, completeIdentity(known, { group: null, name: subjectName, version: each, os: null })].map(({ component }) => component.key);
  });
  return bom.components.some(({ key }) => keys.includes(key));
}

/** What SPDX takes for no version; in CycloneDX it is one like any other. */
const silent = new Set(["NOASSERTION", "NONE"]);

/** What the component is called where a format has one name: by the document, else by its identity. */
export function shownName(component: Component, details: ComponentDetails): string {
  return component.ecosystem === "unidentified" ? component.name : details.name || component.name;
}

// Documents have them in qualifiers; no URI may.
const openEscape = /%(?![0-9A-Fa-f]{2})/g;

/**
 * All purls of a component, the one of its identity first. Of a component that none gives an identity they are noted: whoever reads
 * the export would take it for another package. The subject, which has no key, is what its own purl says.
 */
export function purlsOf(component: Component, details: ComponentDetails): string[] {
  if (component.ecosystem === "unidentified" && component.key !== "") return [];
  const own = purlOf(component);
  return (details.purls.length > 0 || own === null ? details.purls : [own]).map((purl) => purl.replace(openEscape, "%25"));
}

/** The dependencies of the component at a position, ascending. */
export function dependenciesOf({ graph }: Bom, index: number): Uint32Array {
  return graph.targets.subarray(graph.offsets[index], graph.offsets[index + 1]);
}

/** The direct dependencies that the document itself names; assumed ones are left for the reader to assume again. */
export function statedDirect({ graph }: Bom): Uint32Array {
  return graph.directAssumed ? new Uint32Array() : graph.direct;
}

/** True when the document must name a subject: the model has one, or has something that only a subject can hold. */
export function needsSubject(bom: Bom): boolean {
  return bom.root !== null || statedDirect(bom).length > 0;
}
