import type { BomFormat } from "./model";

/** What each format is called by people, sent as and stored under. Media types and endings as the standards recommend them. */
export const formats: Readonly<Record<BomFormat, { standard: string; serialisation: string; mediaType: string; extension: string }>> = {
  "cyclonedx-json": { standard: "CycloneDX", serialisation: "JSON", mediaType: "application/vnd.cyclonedx+json", extension: "cdx.json" },
  "cyclonedx-xml": { standard: "CycloneDX", serialisation: "XML", mediaType: "application/vnd.cyclonedx+xml", extension: "cdx.xml" },
  "cyclonedx-protobuf": { standard: "CycloneDX", serialisation: "protobuf", mediaType: "application/x.vnd.cyclonedx+protobuf", extension: "cdx" },
  "spdx-json": { standard: "SPDX", serialisation: "JSON", mediaType: "application/spdx+json", extension: "spdx.json" },
  "spdx-tag-value": { standard: "SPDX", serialisation: "tag-value", mediaType: "text/spdx", extension: "spdx" },
  "spdx-yaml": { standard: "SPDX", serialisation: "YAML", mediaType: "application/yaml", extension: "spdx.yaml" },
  "spdx-rdf": { standard: "SPDX", serialisation: "RDF/XML", mediaType: "application/rdf+xml", extension: "spdx.rdf" },
  "spdx-xml": { standard: "SPDX", serialisation: "XML", mediaType: "application/xml", extension: "spdx.xml" },
  "spdx3-json-ld": { standard: "SPDX", serialisation: "JSON-LD", mediaType: "application/ld+json", extension: "spdx3.json" },
};

/** Facts of a stored format; null for one that is not known, or when nothing could be read. */
export function factsOfFormat(format: string | null): (typeof formats)[BomFormat] | null {
  return format !== null && Object.hasOwn(formats, format) ? formats[format as BomFormat] : null;
}
