import type { Component, ComponentDetails, ComponentScope } from "../../model";
import { type NotePair, ownTool, writeNotes } from "../../notes";
import { type Draft, dependenciesOf, statedDirect, subjectOf } from "../draft";
import { completenessComments, serviceAsComponent, serviceComment } from "../services";
import { LicenceFields } from "./licence-fields";
import { isBlank } from "./lines";
import { type SpdxPackage, writePackage } from "./package";

export type SpdxAnnotation = { annotationDate: string; annotationType: "OTHER"; annotator: string; comment: string };
export type SpdxRelationship = { spdxElementId: string; relationshipType: string; relatedSpdxElement: string; comment?: string };

/** An SPDX 2.3 document in its JSON shape, from which the other serialisations are made. */
export type SpdxDocument = {
  spdxVersion: "SPDX-2.3";
  dataLicense: "CC0-1.0";
  SPDXID: "SPDXRef-DOCUMENT";
  name: string;
  comment?: string;
  documentNamespace: string;
  creationInfo: { created: string; creators: string[] };
  documentDescribes: string[];
  packages: SpdxPackage[];
  hasExtractedLicensingInfos?: { licenseId: string; extractedText: string; name?: string }[];
  annotations?: SpdxAnnotation[];
  relationships: SpdxRelationship[];
};

const documentId = "SPDXRef-DOCUMENT";
const subjectId = "SPDXRef-Subject";

/** How the scope of the depending-on side is said (SPDX 2.3, clause 11.1); the dependency is then the first element. */
const backwardTypes: Record<ComponentScope, string | null> = {
  runtime: null,
  optional: "OPTIONAL_DEPENDENCY_OF",
  dev: "DEV_DEPENDENCY_OF",
  test: "TEST_DEPENDENCY_OF",
  build: "BUILD_DEPENDENCY_OF",
};

/** The draft as an SPDX 2.3 document. */
export function toSpdx(draft: Draft): SpdxDocument {
  const { bom, uuid, subjectName, completeness } = draft;
  const licences = new LicenceFields();
  const annotate = annotator(draft);
  // A document describes something (SPDX 2.3, clause 11.1), also where the model has no root.
  const subject = writePackage({ ...subjectOf(draft), id: subjectId, licences, annotations: [] });
  const packages = bom.components.map((component, index) => {
    const annotations = annotate(writeNotes(draft.notes.get(index) ?? {}));
    return writePackage({ component, details: draft.details[index] as ComponentDetails, id: idOf(index), licences, annotations });
  });
  const services = bom.services.map((service, index) => ({
    ...writePackage({ ...serviceAsComponent(service), id: serviceIdOf(index), licences, annotations: annotate(writeNotes({ service })) }),
    comment: serviceComment,
  }));
  const annotations = annotate(writeNotes(draft.documentNotes));
  const comment = completeness === null ? null : completenessComments[completeness];
  const extracted = licences.extracted();
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: documentId,
    name: subjectName,
    ...(comment !== null && { comment }),
    documentNamespace: `https://spdx.org/spdxdocs/wherein-${uuid}`,
    creationInfo: { created: secondsOf(draft.time), creators: creatorsOf(draft) },
    documentDescribes: [subjectId],
    packages: [subject, ...packages, ...services],
    ...(extracted.length > 0 && { hasExtractedLicensingInfos: extracted }),
    ...(annotations.length > 0 && { annotations }),
    relationships: [{ spdxElementId: documentId, relationshipType: "DESCRIBES", relatedSpdxElement: subjectId }, ...dependencies(draft), ...others(draft)],
  };
}

/** SPDX's own time format has whole seconds (SPDX 2.3, clause 6.9). */
export function secondsOf(time: string): string {
  return time.replace(/\.\d+Z$/, "Z");
}

function idOf(index: number): string {
  return `SPDXRef-Package-${index + 1}`;
}

function serviceIdOf(index: number): string {
  return `SPDXRef-Service-${index + 1}`;
}

function creatorsOf({ toolVersion, bom: { generator } }: Draft): string[] {
  return [`Tool: ${ownTool}-${toolVersion}`, ...(generator === null || isBlank(generator) ? [] : [`Tool: ${generator.replace(/ (?=v?\d[^-\s]*$)/, "-")}`])];
}

function annotator({ time, toolVersion }: Draft): (pairs: readonly NotePair[]) => SpdxAnnotation[] {
  const annotationDate = secondsOf(time);
  const annotator = `Tool: ${ownTool}-${toolVersion}`;
  return (pairs) => pairs.map(({ name, value }) => ({ annotationDate, annotationType: "OTHER", annotator, comment: `${name}=${value}` }));
}

function* dependencies({ bom }: Draft): Generator<SpdxRelationship> {
  const edge = (from: string, to: number): SpdxRelationship => {
    const type = backwardTypes[(bom.components[to] as Component).scope];
    if (type === null) return { spdxElementId: from, relationshipType: "DEPENDS_ON", relatedSpdxElement: idOf(to) };
    return { spdxElementId: idOf(to), relationshipType: type, relatedSpdxElement: from };
  };
  for (const target of statedDirect(bom)) yield edge(subjectId, target);
  for (let index = 0; index < bom.components.length; index += 1) {
    for (const target of dependenciesOf(bom, index)) yield edge(idOf(index), target);
  }
}

/** What is known not to be known of the subject (SPDX 2.3, clause 11.1: NOASSERTION), and its services. */
function* others({ bom, completeness }: Draft): Generator<SpdxRelationship> {
  if (completeness === "incomplete" || completeness === "unknown") {
    yield { spdxElementId: subjectId, relationshipType: "DEPENDS_ON", relatedSpdxElement: "NOASSERTION" };
  }
  for (let index = 0; index < bom.services.length; index += 1) {
    yield { spdxElementId: subjectId, relationshipType: "OTHER", relatedSpdxElement: serviceIdOf(index), comment: serviceComment };
  }
}
