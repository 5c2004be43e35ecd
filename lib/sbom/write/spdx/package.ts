import type { Component, ComponentDetails, ComponentType } from "../../model";
import { purlsOf, shownName } from "../draft";
import { isPurlText, isUrl } from "../urls";
import type { SpdxAnnotation } from "./document";
import type { LicenceFields } from "./licence-fields";
import { isBlank } from "./lines";

type SpdxExternalRef = { referenceCategory: "PACKAGE-MANAGER" | "SECURITY"; referenceType: string; referenceLocator: string };

/** A package in the fields that Wherein writes (SPDX 2.3, clause 7). */
export type SpdxPackage = {
  SPDXID: string;
  name: string;
  versionInfo?: string;
  supplier?: string;
  originator?: string;
  downloadLocation: string;
  filesAnalyzed: false;
  checksums?: { algorithm: string; checksumValue: string }[];
  homepage?: string;
  licenseConcluded?: string;
  licenseDeclared?: string;
  copyrightText?: string;
  description?: string;
  comment?: string;
  primaryPackagePurpose?: string;
  externalRefs?: SpdxExternalRef[];
  annotations?: SpdxAnnotation[];
};

/** SPDX 2.3, clause 7.24, with the nearest purpose for what it does not know. */
const purposes: Record<ComponentType, string> = {
  application: "APPLICATION",
  framework: "FRAMEWORK",
  library: "LIBRARY",
  container: "CONTAINER",
  platform: "OTHER",
  "operating-system": "OPERATING_SYSTEM",
  device: "DEVICE",
  "device-driver": "OTHER",
  firmware: "FIRMWARE",
  file: "FILE",
  "machine-learning-model": "OTHER",
  data: "OTHER",
  "cryptographic-asset": "OTHER",
  service: "OTHER",
  source: "SOURCE",
  archive: "ARCHIVE",
  install: "INSTALL",
  other: "OTHER",
};

/** SPDX 2.3, clause 7.10, by CycloneDX's name. */
const algorithms = new Map([
  ...["MD2", "MD4", "MD5", "MD6", "ADLER32", "SHA3-256", "SHA3-384", "SHA3-512", "BLAKE2b-256", "BLAKE2b-384", "BLAKE2b-512", "BLAKE3"].map(
    (name) => [name, name] as const,
  ),
  ...["1", "224", "256", "384", "512"].map((bits) => [`SHA-${bits}`, `SHA${bits}`] as const),
]);

type PackageInput = { component: Component; details: ComponentDetails; id: string; licences: LicenceFields; annotations: SpdxAnnotation[] };

export function writePackage({ component, details, id, licences, annotations }: PackageInput): SpdxPackage {
  const checksums = checksumsOf(details);
  const externalRefs = [
    ...purlsOf(component, details)
      .filter(isPurlText)
      .map((purl) => externalRef("purl", purl)),
    ...details.cpes.filter(isCpe).map(cpeRef),
  ];
  const declared = licences.expressionOf(details.licences.declared);
  const concluded = licences.expressionOf(details.licences.concluded);
  const { downloadUrl, homepageUrl } = details;
  return {
    SPDXID: id,
    name: shownName(component, details),
    ...(component.version !== "" && { versionInfo: component.version }),
    ...agentField("supplier", details.supplier),
    ...agentField("originator", details.author),
    downloadLocation: downloadUrl !== null && isUrl(downloadUrl) ? downloadUrl : "NOASSERTION",
    filesAnalyzed: false,
    ...(checksums.length > 0 && { checksums }),
    ...(homepageUrl !== null && isUrl(homepageUrl) && { homepage: homepageUrl }),
    ...(concluded !== null && { licenseConcluded: concluded }),
    ...(declared !== null && { licenseDeclared: declared }),
    ...(details.copyright !== null && { copyrightText: details.copyright }),
    ...(details.description !== null && { description: details.description }),
    primaryPackagePurpose: purposes[details.type],
    ...(externalRefs.length > 0 && { externalRefs }),
    ...(annotations.length > 0 && { annotations }),
  };
}

/** An agent has a name (SPDX 2.3, clauses 7.5 and 7.6). */
function agentField(field: "supplier" | "originator", name: string | null): { [Field in typeof field]?: string } {
  return name === null || isBlank(name) ? {} : { [field]: `Organization: ${name}` };
}

function externalRef(type: "purl" | "cpe22Type" | "cpe23Type", referenceLocator: string): SpdxExternalRef {
  return { referenceCategory: type === "purl" ? "PACKAGE-MANAGER" : "SECURITY", referenceType: type, referenceLocator };
}

const isCpe = (cpe: string) => /^cpe:(?:\/|2\.3:)\S+$/i.test(cpe);

function cpeRef(cpe: string): SpdxExternalRef {
  return externalRef(/^cpe:2\.3:/i.test(cpe) ? "cpe23Type" : "cpe22Type", cpe);
}

function checksumsOf({ hashes }: ComponentDetails): { algorithm: string; checksumValue: string }[] {
  return hashes.flatMap(({ algorithm, value }) => {
    const name = algorithms.get(algorithm);
    return name === undefined ? [] : [{ algorithm: name, checksumValue: value }];
  });
}
