import type { Component, ComponentDetails, ComponentType } from "../../model";
import { purlsOf, shownName } from "../draft";
import { isPurlText, isUrl } from "../urls";
import type { ElementList } from "./elements";

/** SPDX 3.0.1, Software profile, vocabulary SoftwarePurpose. */
const purposes: Record<ComponentType, string> = {
  application: "application",
  framework: "framework",
  library: "library",
  container: "container",
  platform: "platform",
  "operating-system": "operatingSystem",
  device: "device",
  "device-driver": "deviceDriver",
  firmware: "firmware",
  file: "file",
  "machine-learning-model": "model",
  data: "data",
  "cryptographic-asset": "other",
  service: "other",
  source: "source",
  archive: "archive",
  install: "install",
  other: "other",
};

/** Core profile, vocabulary HashAlgorithm, by CycloneDX's name. */
const algorithms = new Map([
  ["SHA-1", "sha1"],
  ["SHA-224", "sha224"],
  ["SHA-256", "sha256"],
  ["SHA-384", "sha384"],
  ["SHA-512", "sha512"],
  ["SHA3-224", "sha3_224"],
  ["SHA3-256", "sha3_256"],
  ["SHA3-384", "sha3_384"],
  ["SHA3-512", "sha3_512"],
  ["BLAKE2b-256", "blake2b256"],
  ["BLAKE2b-384", "blake2b384"],
  ["BLAKE2b-512", "blake2b512"],
  ["BLAKE3", "blake3"],
  ["MD2", "md2"],
  ["MD4", "md4"],
  ["MD5", "md5"],
  ["MD6", "md6"],
  ["ADLER32", "adler32"],
]);

/** Adds the package of a component and returns its address. */
export function addPackage(list: ElementList, localName: string, component: Component, details: ComponentDetails, more: { comment?: string } = {}): string {
  const purls = purlsOf(component, details).filter(isPurlText);
  const verifiedUsing = hashesOf(details);
  const externalIdentifier = [...purls.map((purl) => identifier("packageUrl", purl)), ...details.cpes.map(cpeIdentifier)];
  const { downloadUrl, homepageUrl, supplier, author } = details;
  const agent = (name: string) => list.shared("Organization", "organisation", name, { name });
  return list.add("software_Package", localName, {
    name: shownName(component, details),
    ...(component.version !== "" && { software_packageVersion: component.version }),
    ...(purls[0] !== undefined && { software_packageUrl: purls[0] }),
    software_primaryPurpose: purposes[details.type],
    ...(details.description !== null && { description: details.description }),
    ...(details.copyright !== null && { software_copyrightText: details.copyright }),
    ...(supplier !== null && { suppliedBy: agent(supplier) }),
    ...(author !== null && { originatedBy: [agent(author)] }),
    ...(downloadUrl !== null && isUrl(downloadUrl) && { software_downloadLocation: downloadUrl }),
    ...(homepageUrl !== null && isUrl(homepageUrl) && { software_homePage: homepageUrl }),
    ...(verifiedUsing.length > 0 && { verifiedUsing }),
    ...(externalIdentifier.length > 0 && { externalIdentifier }),
    ...more,
  });
}

function identifier(externalIdentifierType: string, text: string) {
  return { type: "ExternalIdentifier", externalIdentifierType, identifier: text };
}

function cpeIdentifier(cpe: string) {
  return identifier(/^cpe:2\.3:/i.test(cpe) ? "cpe23" : "cpe22", cpe);
}

function hashesOf({ hashes }: ComponentDetails) {
  return hashes.flatMap(({ algorithm, value }) => {
    const name = algorithms.get(algorithm);
    return name === undefined ? [] : [{ type: "Hash", algorithm: name, hashValue: value }];
  });
}
