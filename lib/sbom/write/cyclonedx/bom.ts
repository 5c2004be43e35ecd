import { Enums, Models, type Spec } from "@cyclonedx/cyclonedx-library";
import type { ComponentDetails } from "../../model";
import { ownTool, writeNotes } from "../../notes";
import { type Draft, dependenciesOf, needsSubject, statedDirect, subjectOf } from "../draft";
import { subjectRef } from "./additions";
import { targetOf, toProperties, writeComponent } from "./component";
import { writeServices } from "./service";

/** The draft in the CycloneDX library's models. */
export function toCyclonedx(draft: Draft, version: Spec.Version): Models.Bom {
  const { bom } = draft;
  const target = targetOf(version);
  const components = bom.components.map((component, index) => {
    const notes = writeNotes(draft.notes.get(index) ?? {});
    return writeComponent({ component, details: draft.details[index] as ComponentDetails, ref: refOf(index), notes, target });
  });
  for (const [index, component] of components.entries()) link(component, dependenciesOf(bom, index), components);
  const subject = needsSubject(bom) ? writeComponent({ ...subjectOf(draft), ref: subjectRef, notes: [], target }) : undefined;
  if (subject !== undefined) link(subject, statedDirect(bom), components);
  return new Models.Bom({
    serialNumber: `urn:uuid:${draft.uuid}`,
    metadata: new Models.Metadata({
      timestamp: new Date(draft.time),
      tools: new Models.Tools({ components: new Models.ComponentRepository(toolsOf(draft)) }),
      component: subject,
      properties: toProperties(writeNotes(draft.documentNotes)),
    }),
    components: new Models.ComponentRepository(components),
    services: new Models.ServiceRepository(writeServices(bom.services)),
  });
}

/** References are only valid within the document; positions keep them short and free of what XML attributes change. */
function refOf(index: number): string {
  return `component-${index + 1}`;
}

function link(component: Models.Component, targets: Uint32Array, all: readonly Models.Component[]): void {
  for (const target of targets) component.dependencies.add((all[target] as Models.Component).bomRef);
}

/** Wherein first, then the tool that made the document that was read. */
function toolsOf({ toolVersion, bom: { generator } }: Draft): Models.Component[] {
  const tools = [new Models.Component(Enums.ComponentType.Application, ownTool, { version: toolVersion })];
  if (generator !== null) tools.push(new Models.Component(Enums.ComponentType.Application, generator));
  return tools;
}
