/** Small documents for tests, as bytes. */
export const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));

/** A CycloneDX document with the subject `shop`, made of the given parts. */
export function cyclonedx(parts: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    version: 1,
    metadata: {
      timestamp: "2026-03-01T10:00:00Z",
      tools: { components: [{ type: "application", name: "maker", version: "2.1" }] },
      component: { type: "application", "bom-ref": "shop", name: "shop", version: "1.0.0" },
    },
    ...parts,
  };
}

/** An npm component whose bom-ref is its name. */
export const npm = (name: string, version = "1.0.0", more: Record<string, unknown> = {}) => ({
  type: "library",
  "bom-ref": name,
  name,
  version,
  purl: `pkg:npm/${name}@${version}`,
  ...more,
});

/** An SPDX document that describes the package `shop`. */
export function spdx(parts: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: "shop-document",
    documentNamespace: "https://example.org/shop-1",
    creationInfo: { created: "2026-03-01T10:00:00Z", creators: ["Organization: Example", "Tool: maker-2.1"] },
    documentDescribes: ["SPDXRef-shop"],
    packages: [{ SPDXID: "SPDXRef-shop", name: "shop", versionInfo: "1.0.0" }],
    ...parts,
  };
}

/** An SPDX package whose id is `SPDXRef-` and its name. */
export const spdxPackage = (name: string, version = "1.0.0", more: Record<string, unknown> = {}) => ({
  SPDXID: `SPDXRef-${name}`,
  name,
  versionInfo: version,
  externalRefs: [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: `pkg:npm/${name}@${version}` }],
  ...more,
});

/** `element TYPE related`, by package names. */
export const relationship = (element: string, relationshipType: string, related: string) => ({
  spdxElementId: `SPDXRef-${element}`,
  relationshipType,
  relatedSpdxElement: `SPDXRef-${related}`,
});
