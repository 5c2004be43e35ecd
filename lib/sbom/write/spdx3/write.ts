import type { BomService, Completeness, Component, ComponentDetails, ComponentScope } from "../../model";
import { type NotePair, ownTool, writeNotes } from "../../notes";
import { type Draft, dependenciesOf, statedDirect, subjectOf } from "../draft";
import { completenessComments, serviceAsComponent, serviceComment } from "../services";
import { ElementList } from "./elements";
import { LicenceElements } from "./licences";
import { addPackage } from "./package";

const context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";

/** How a dependency of each scope is said: its own type of relationship, or a life cycle scope of `dependsOn`. */
const relations: Record<ComponentScope, { type: string; more: Readonly<Record<string, unknown>> }> = {
  runtime: { type: "dependsOn", more: {} },
  optional: { type: "hasOptionalDependency", more: {} },
  dev: { type: "dependsOn", more: { scope: "development" } },
  test: { type: "dependsOn", more: { scope: "test" } },
  build: { type: "dependsOn", more: { scope: "build" } },
};

/** Core profile, vocabulary RelationshipCompleteness. */
const completenessWords: Record<Completeness, string> = { complete: "complete", incomplete: "incomplete", unknown: "noAssertion" };
const noAssertion = "https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement";

/** The draft as SPDX 3.0.1 JSON-LD. */
export function writeSpdx3(draft: Draft): string {
  const list = new ElementList(draft);
  const agent = list.add("SoftwareAgent", "agent", { name: ownTool });
  const tools = [`${ownTool} ${draft.toolVersion}`, ...(draft.bom.generator === null ? [] : [draft.bom.generator])];
  const createdUsing = tools.map((name) => list.addNumbered("Tool", "tool", { name }));
  const creation = list.creation(draft, agent, createdUsing);
  const root = addContent(list, draft);
  const sbom = list.add("software_Sbom", "sbom", { rootElement: [root], element: list.elements.map(({ spdxId }) => spdxId) });
  const comment = draft.completeness === null ? null : completenessComments[draft.completeness];
  const document = list.add("SpdxDocument", "document", {
    name: draft.subjectName,
    ...(comment !== null && { comment }),
    profileConformance: ["core", "software", "simpleLicensing"],
    rootElement: [sbom],
    element: list.elements.map(({ spdxId }) => spdxId),
  });
  annotate(list, document, writeNotes(draft.documentNotes));
  return `${JSON.stringify({ "@context": context, "@graph": [creation, ...list.elements] }, null, 2)}\n`;
}

/** Packages, their licences, notes and dependencies; returns the address of the subject. */
function addContent(list: ElementList, draft: Draft): string {
  const { bom } = draft;
  const licences = new LicenceElements(list);
  const add = (localName: string, component: Component, details: ComponentDetails): string => {
    const id = addPackage(list, localName, component, details);
    licences.relate(id, details.licences);
    return id;
  };
  const subject = subjectOf(draft);
  const root = add("subject", subject.component, subject.details);
  const ids = bom.components.map((component, index) => {
    const id = add(`package-${index + 1}`, component, draft.details[index] as ComponentDetails);
    annotate(list, id, writeNotes(draft.notes.get(index) ?? {}));
    return id;
  });
  dependOfSubject(list, draft, root, ids);
  for (const [index, id] of ids.entries()) depend(list, draft, id, dependenciesOf(bom, index), ids);
  addServices(list, bom.services, root);
  return root;
}

/** The relationships of the subject say how complete they are; without any, one to nothing that is known does. */
function dependOfSubject(list: ElementList, draft: Draft, root: string, ids: readonly string[]): void {
  const { bom, completeness } = draft;
  const more = completeness === null ? {} : { completeness: completenessWords[completeness] };
  const direct = statedDirect(bom);
  if (direct.length > 0) depend(list, draft, root, direct, ids, more);
  else if (completeness !== null) list.relate(root, "dependsOn", [noAssertion], more);
}

/** Services are packages that the subject does not depend on. */
function addServices(list: ElementList, services: readonly BomService[], root: string): void {
  for (const [index, service] of services.entries()) {
    const { component, details } = serviceAsComponent(service);
    const id = addPackage(list, `service-${index + 1}`, component, details, { comment: serviceComment });
    annotate(list, id, writeNotes({ service }));
    list.relate(root, "other", [id], { comment: serviceComment });
  }
}

/** One relationship for each scope among the dependencies. */
function depend(list: ElementList, { bom }: Draft, from: string, targets: Uint32Array, ids: readonly string[], said: object = {}): void {
  for (const [scope, { type, more }] of Object.entries(relations)) {
    const to = [...targets].filter((target) => bom.components[target]?.scope === scope).map((target) => ids[target] as string);
    list.relate(from, type, to, { ...more, ...said });
  }
}

function annotate(list: ElementList, subject: string, pairs: readonly NotePair[]): void {
  for (const { name, value } of pairs) list.addNumbered("Annotation", "note", { annotationType: "other", subject, statement: `${name}=${value}` });
}
