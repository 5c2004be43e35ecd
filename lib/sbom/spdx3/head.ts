import { type BomHead, headText, headTimestamp } from "../bom-head";
import type { JsonObject } from "../json";
import { readGenerator } from "../spdx/head";
import { readSpecVersion } from "../spec-version";
import type { WarningSink } from "../warnings";
import { agentText } from "./agents";
import type { Element } from "./element";
import type { ElementGraph } from "./element-graph";
import { readCustomLicences } from "./licences";

/** The head of an SPDX 3 document. `name` is the document's own; `asSpdx2` says the same of its making in the shape of SPDX 2. */
export type Spdx3Head = BomHead & { name: string | null; documentId: string | null; asSpdx2: JsonObject };

const contextVersion = /spdx\.org\/rdf\/v?(3(?:\.\d{1,3}){1,2})\//;

/** Reads the SpdxDocument, else the SBOM, and its CreationInfo, else the first one there is. */
export function readSpdx3Head(graph: ElementGraph, context: unknown, at: string, sink: WarningSink): Spdx3Head {
  const [subject = null] = [...graph.ofType("SpdxDocument"), ...graph.ofType("software_Sbom", "Bom")];
  const made = (subject === null ? undefined : graph.objects(subject, "creationInfo")[0]) ?? graph.ofType("CreationInfo")[0] ?? null;
  const place = (member: string) => `${made?.pointer ?? at}/${member}`;
  const stated = made === null ? null : graph.text(made, "specVersion");
  const specVersion = readSpecVersion("spdx-3", stated ?? versionOf(context), place("specVersion"), sink);
  const creators = made === null ? [] : creatorsOf(graph, made);
  const documentId = subject?.id ?? null;
  const dataLicence = subject === null ? null : (graph.refs(subject, "dataLicense")[0] ?? null);
  return {
    specVersion,
    documentId,
    serialNumber: documentId === null || documentId.startsWith("_:") ? null : headText(documentId, () => `${subject?.pointer}/spdxId`, sink),
    generator: readGenerator(creators, place("createdUsing"), sink),
    createdAt: headTimestamp(made === null ? null : graph.text(made, "created"), () => place("created"), sink),
    name: subject === null ? null : headText(graph.text(subject, "name"), () => `${subject.pointer}/name`, sink),
    asSpdx2: {
      creationInfo: { creators },
      dataLicense: dataLicence === null ? undefined : licenceName(graph, dataLicence),
      hasExtractedLicensingInfos: readCustomLicences(graph),
    },
  };
}

/** Tools first, so that a tool that SPDX 3 names as such is the generator rather than a software agent. */
function creatorsOf(graph: ElementGraph, made: Element): string[] {
  return ["createdUsing", "createdBy"].flatMap((member) => {
    const agents = graph.objects(made, member).flatMap((agent) => agentText(graph, agent) ?? []);
    // Tools may be named by their text alone.
    return agents.length > 0 || member === "createdBy" ? agents : graph.texts(made, member).filter((text) => /^tool:/i.test(text));
  });
}

function licenceName(graph: ElementGraph, id: string): string {
  const element = graph.get(id);
  const expression = element === undefined ? null : graph.text(element, "simplelicensing_licenseExpression");
  return expression ?? id.slice(id.lastIndexOf("/") + 1);
}

/** The version in the address of SPDX's context; null when there is none. */
function versionOf(context: unknown): string | null {
  for (const part of Array.isArray(context) ? context : [context]) {
    const found = typeof part === "string" ? contextVersion.exec(part)?.[1] : undefined;
    if (found !== undefined) return found;
  }
  return null;
}
