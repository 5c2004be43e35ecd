import type { JsonObject } from "../json";
import type { ComponentDetails, ComponentType } from "../model";
import { firstAgent } from "./agents";
import type { Element } from "./element";
import type { ElementGraph } from "./element-graph";
import type { ElementLicences } from "./licences";

/** The classes that are packages. */
export const packageTypes = ["software_Package", "ai_AIPackage", "dataset_DatasetPackage"] as const;

/** SPDX 3.0.1, SoftwarePurpose: those that SPDX 2 has by the same name stand in `primaryPackagePurpose`. */
const purposes = new Map<string, { spdx2: string | null; type: ComponentType }>([
  ["application", { spdx2: "APPLICATION", type: "application" }],
  ["archive", { spdx2: "ARCHIVE", type: "archive" }],
  ["container", { spdx2: "CONTAINER", type: "container" }],
  ["device", { spdx2: "DEVICE", type: "device" }],
  ["file", { spdx2: "FILE", type: "file" }],
  ["firmware", { spdx2: "FIRMWARE", type: "firmware" }],
  ["framework", { spdx2: "FRAMEWORK", type: "framework" }],
  ["install", { spdx2: "INSTALL", type: "install" }],
  ["library", { spdx2: "LIBRARY", type: "library" }],
  ["operatingsystem", { spdx2: "OPERATING_SYSTEM", type: "operating-system" }],
  ["other", { spdx2: "OTHER", type: "other" }],
  ["source", { spdx2: "SOURCE", type: "source" }],
  ["data", { spdx2: null, type: "data" }],
  ["devicedriver", { spdx2: null, type: "device-driver" }],
  ["executable", { spdx2: null, type: "application" }],
  ["model", { spdx2: null, type: "machine-learning-model" }],
  ["module", { spdx2: null, type: "library" }],
  ["platform", { spdx2: null, type: "platform" }],
]);
const classTypes = new Map<string, ComponentType>([
  ["ai_AIPackage", "machine-learning-model"],
  ["dataset_DatasetPackage", "data"],
]);
const identifierTypes = new Map([
  ["packageurl", "purl"],
  ["purl", "purl"],
  ["cpe23", "cpe23Type"],
  ["cpe23type", "cpe23Type"],
  ["cpe22", "cpe22Type"],
  ["cpe22type", "cpe22Type"],
  ["vcs", "vcs"],
]);

/** A package in the shape that SPDX 2 gives it, so that both are read by the same rules. Licences are told by relationships. */
export function toPackageEntry(graph: ElementGraph, element: Element): JsonObject {
  const text = (member: string) => graph.text(element, member) ?? undefined;
  return {
    SPDXID: element.id,
    name: text("name"),
    versionInfo: text("software_packageVersion"),
    primaryPackagePurpose: purposeOf(graph, element)?.spdx2 ?? undefined,
    supplier: firstAgent(graph, element, "suppliedBy") ?? undefined,
    originator: firstAgent(graph, element, "originatedBy") ?? undefined,
    downloadLocation: text("software_downloadLocation"),
    homepage: text("software_homePage"),
    copyrightText: text("software_copyrightText"),
    sourceInfo: text("software_sourceInfo"),
    summary: text("summary"),
    description: text("description"),
    checksums: toChecksums(graph, element),
    externalRefs: toExternalRefs(graph, element),
  };
}

/** Adds what SPDX 2 has no place for: the types of SPDX 3, and licences that relationships give. */
export function addSpdx3Details(details: ComponentDetails, graph: ElementGraph, element: Element, licences: ElementLicences | undefined): void {
  const purpose = graph.text(element, "software_primaryPurpose");
  details.type = classTypes.get(element.type) ?? (purpose === null ? details.type : (purposeOf(graph, element)?.type ?? "other"));
  if (licences === undefined) return;
  for (const expression of licences.declared) details.licences.declared.push(expression);
  for (const expression of licences.concluded) details.licences.concluded.push(expression);
}

function purposeOf(graph: ElementGraph, element: Element) {
  return purposes.get(graph.word(element, "software_primaryPurpose"));
}

/** Hashes of the package itself: a verification code is one over its files. */
function toChecksums(graph: ElementGraph, element: Element): JsonObject[] {
  return graph
    .objects(element, "verifiedUsing")
    .filter(({ type, members }) => type !== "PackageVerificationCode" && members.hashValue !== undefined)
    .map((hash) => ({ algorithm: graph.word(hash, "algorithm"), checksumValue: graph.text(hash, "hashValue") }));
}

function toExternalRefs(graph: ElementGraph, element: Element): JsonObject[] {
  const refs = graph.texts(element, "software_packageUrl").map((purl) => ({ referenceType: "purl", referenceLocator: purl }));
  for (const [member, typeMember, valueMember] of [
    ["externalIdentifier", "externalIdentifierType", "identifier"],
    ["externalRef", "externalRefType", "locator"],
  ] as const) {
    for (const found of graph.objects(element, member)) {
      const referenceType = identifierTypes.get(graph.word(found, typeMember));
      if (referenceType === undefined) continue;
      for (const referenceLocator of graph.texts(found, valueMember)) refs.push({ referenceType, referenceLocator });
    }
  }
  return refs;
}
