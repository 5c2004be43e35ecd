import { describe, expect, it } from "vitest";
import { type Bom, type ComponentDetails, readBom } from "@/lib/sbom";
import { bytesOf, relationship, spdx, spdxPackage } from "../test-documents";

const read = (parts: Record<string, unknown>): Bom => readBom(bytesOf(spdx({ documentDescribes: undefined, ...parts })), { details: true });
const ref = (referenceType: string, referenceLocator: string, referenceCategory = "PACKAGE-MANAGER") => ({
  referenceCategory,
  referenceType,
  referenceLocator,
});

/** Details of the only package. */
function detailsOf(entry: Record<string, unknown>): ComponentDetails {
  const [details, ...others] = read({ packages: [{ SPDXID: "SPDXRef-1", name: "x", ...entry }] }).details ?? [];
  expect(others).toEqual([]);
  if (details === undefined) throw new Error("no package");
  return details;
}

describe("what an SPDX package says", () => {
  it("holds everything that is written", () => {
    const details = detailsOf({
      name: "Tool",
      versionInfo: "1",
      primaryPackagePurpose: "ARCHIVE",
      supplier: "Organization: Acme (desk@acme.example)",
      originator: "Person: Ann",
      licenseDeclared: "MIT",
      licenseConcluded: "NOASSERTION",
      licenseInfoFromFiles: ["NONE", "LicenseRef-own", "MIT"],
      copyrightText: "(c) Acme",
      summary: "A tool.",
      packageFileName: "./tool.zip",
      downloadLocation: "https://acme.example/tool.zip",
      homepage: "https://acme.example",
      checksums: [
        { algorithm: "SHA1", checksumValue: "C".repeat(40) },
        { algorithm: "SHA3-256", checksumValue: "d".repeat(64) },
      ],
      externalRefs: [
        ref("cpe23Type", "cpe:2.3:a:acme:tool:1:*:*:*:*:*:*:*", "SECURITY"),
        ref("http://spdx.org/rdf/references/cpe22Type", "cpe:/a:acme:tool:1", "SECURITY"),
        ref("vcs", "https://git.acme.example/tool", "OTHER"),
        ref("purl", "pkg:pypi/Acme_Tool@1"),
        ref("http://spdx.org/rdf/references/purl", "pkg:generic/acme-tool@1"),
        ref("purl", "broken"),
      ],
    });
    expect(details).toEqual({
      type: "archive",
      name: "Tool",
      group: null,
      purls: ["pkg:pypi/acme-tool@1", "pkg:generic/acme-tool@1"],
      cpes: ["cpe:/a:acme:tool:1", "cpe:2.3:a:acme:tool:1:*:*:*:*:*:*:*"],
      supplier: "Acme",
      author: "Ann",
      contacts: ["desk@acme.example"],
      licences: { declared: ["MIT"], concluded: ["NOASSERTION"], observed: ["LicenseRef-own", "MIT", "NONE"] },
      copyright: "(c) Acme",
      description: "A tool.",
      hashes: [
        { algorithm: "SHA-1", value: "c".repeat(40) },
        { algorithm: "SHA3-256", value: "d".repeat(64) },
      ],
      distributionHashes: [],
      sourcePackage: null,
      distro: null,
      epoch: null,
      duplicateOf: null,
      fileName: "./tool.zip",
      traits: { executable: null, archive: true, structured: null },
      isExternal: false,
      downloadUrl: "https://acme.example/tool.zip",
      homepageUrl: "https://acme.example",
      repositoryUrl: "https://git.acme.example/tool",
    } satisfies ComponentDetails);
  });

  it("takes NONE and NOASSERTION for no value, except in licences", () => {
    for (const value of ["NONE", "NOASSERTION"]) {
      const details = detailsOf({ supplier: value, originator: value, copyrightText: value, downloadLocation: value, homepage: value, licenseDeclared: value });
      expect(details).toMatchObject({ supplier: null, author: null, copyright: null, downloadUrl: null, homepageUrl: null, licences: { declared: [value] } });
    }
    expect(detailsOf({}).licences).toEqual({ declared: [], concluded: [], observed: [] });
  });

  it("reads names of persons and organisations with odd forms", () => {
    const supplier = (text: string) => [detailsOf({ supplier: text }).supplier, detailsOf({ supplier: text }).contacts];
    expect(supplier("Organization: Acme (Europe) (desk@acme.example)")).toEqual(["Acme (Europe)", ["desk@acme.example"]]);
    expect(supplier("Organization: Acme ()")).toEqual(["Acme", []]);
    expect(supplier("Person:Ann")).toEqual(["Ann", []]);
    expect(supplier("Acme: the firm")).toEqual(["Acme: the firm", []]);
    expect(supplier("Organization: (desk@acme.example)")).toEqual(["desk@acme.example", ["desk@acme.example"]]);
    expect(supplier("Organization: NOASSERTION")).toEqual([null, []]);
  });

  it("tells of the subject, the document's making and its own licences", () => {
    const bom = read({
      documentDescribes: ["SPDXRef-shop"],
      packages: [{ SPDXID: "SPDXRef-shop", name: "shop", supplier: "Organization: Acme", checksums: [{ algorithm: "SHA256", checksumValue: "0".repeat(64) }] }],
      creationInfo: { created: "2026-03-01T10:00:00Z", creators: ["Organization: Acme (desk@acme.example)", "Tool: maker-2.1", "Tool: helper", 5] },
      hasExtractedLicensingInfos: [
        { licenseId: "LicenseRef-b", name: "B" },
        { licenseId: "LicenseRef-a", name: "A" },
        { licenseId: "LicenseRef-b", name: "again" },
        null,
      ],
    });
    expect(bom.rootDetails).toMatchObject({ name: "shop", supplier: "Acme", hashes: [{ algorithm: "SHA-256" }] });
    expect(bom.origin).toEqual({
      authors: [{ name: "Acme", contact: "desk@acme.example" }],
      supplier: null,
      tools: ["maker 2.1", "helper"],
      lifecycles: [],
      licences: ["CC0-1.0"],
      licenceNames: [
        { id: "LicenseRef-a", name: "A" },
        { id: "LicenseRef-b", name: "B" },
      ],
    });
  });

  it("survives nulls and wrong types in every field", () => {
    const fields = ["supplier", "originator", "licenseDeclared", "licenseInfoFromFiles", "checksums", "externalRefs", "annotations", "sourceInfo", "homepage"];
    for (const value of [null, 7, [], {}, [null], [[]], [{}]]) for (const field of fields) expect(detailsOf({ [field]: value }).name, field).toBe("x");
    for (const value of [null, 7, {}, [null]])
      expect(read({ packages: [], creationInfo: { creators: value }, hasExtractedLicensingInfos: value }).origin?.authors).toEqual([]);
  });
});

describe("SPDX packages of distros, by each generator's own fields", () => {
  const deb = (purl: string, more: Record<string, unknown> = {}) => detailsOf({ externalRefs: [ref("purl", purl)], ...more });

  it("Trivy: `built package from`, and the only operating system where the purl names no distro", () => {
    const bom = read({
      packages: [
        { SPDXID: "SPDXRef-OperatingSystem-0a", name: "debian", versionInfo: "11.6" },
        spdxPackage("libz", "1.2", {
          externalRefs: [ref("purl", "pkg:deb/debian/zlib1g@1.2.11-2?arch=amd64&epoch=1")],
          sourceInfo: "built package from: zlib 1:1.2.11-2",
        }),
      ],
    });
    expect(bom.components[0]).toMatchObject({ ecosystem: "deb", version: "1:1.2.11-2", release: "debian-11" });
    expect(bom.details?.[0]).toMatchObject({
      sourcePackage: { name: "zlib", version: "1:1.2.11-2" },
      distro: "debian-11",
      epoch: 1,
      purls: ["pkg:deb/debian/zlib1g@1.2.11-2?arch=amd64&distro=debian-11&epoch=1"],
    });
    expect(bom.details?.[1]?.type).toBe("operating-system");
  });

  it("syft: qualifiers of the purl, not the place where it looked", () => {
    const sourceInfo = "acquired package info from DPKG DB: /var/lib/dpkg/status";
    expect(deb("pkg:deb/debian/libc6@2.36-9?upstream=glibc&distro=debian-12", { sourceInfo })).toMatchObject({
      sourcePackage: { name: "glibc", version: "2.36-9" },
      distro: "debian-12",
    });
  });

  it("Debian's and Red Hat's: relationships between source and binary", () => {
    const pack = (name: string, purl: string) => spdxPackage(name, "1", { externalRefs: [ref("purl", purl)] });
    const bom = read({
      packages: [
        pack("src", "pkg:deb/debian/dhcpcd@10.1-1?arch=source"),
        pack("bin", "pkg:deb/debian/dhcpcd-base@10.1-1?arch=amd64"),
        pack("rpmsrc", "pkg:rpm/redhat/openssl@3.0-1?arch=src"),
        pack("rpmbin", "pkg:rpm/redhat/openssl-libs@3.0-1?arch=x86_64"),
        pack("many", "pkg:deb/debian/many@1?arch=amd64"),
      ],
      relationships: [
        relationship("src", "GENERATES", "bin"),
        relationship("rpmbin", "GENERATED_FROM", "rpmsrc"),
        relationship("many", "GENERATED_FROM", "src"),
        relationship("many", "GENERATED_FROM", "bin"),
      ],
    });
    const sources = Object.fromEntries(bom.components.map(({ name }, i) => [name, bom.details?.[i]?.sourcePackage?.name ?? null]));
    expect(sources).toEqual({
      "debian/dhcpcd": null,
      "debian/dhcpcd-base": "dhcpcd",
      "debian/many": null,
      "redhat/openssl": null,
      "redhat/openssl-libs": "openssl",
    });
  });

  it("hermeto: properties as JSON in annotations", () => {
    const annotation = (comment: string, annotator = "Tool: hermeto:jsonencoded") => ({
      annotator,
      annotationType: "OTHER",
      annotationDate: "2026-01-01T00:00:00Z",
      comment,
    });
    const scopeOf = (...annotations: unknown[]) => read({ packages: [spdxPackage("a", "1", { annotations })] }).components[0]?.scope;
    const development = JSON.stringify({ name: "cdx:npm:package:development", value: "true" });
    expect(scopeOf(annotation(JSON.stringify({ name: "hermeto:found_by", value: "hermeto" })), annotation(development))).toBe("dev");
    expect(scopeOf(annotation(development, "Person: Ann"))).toBe("runtime");
    expect(scopeOf(annotation("{broken"), null)).toBe("runtime");
  });

  it("Microsoft's sbom-tool: what was observed in files stays apart", () => {
    expect(
      detailsOf({ licenseDeclared: "NOASSERTION", licenseConcluded: "NOASSERTION", licenseInfoFromFiles: ["NOASSERTION"], supplier: "Organization: Contoso" }),
    ).toMatchObject({
      supplier: "Contoso",
      licences: { declared: ["NOASSERTION"], concluded: ["NOASSERTION"], observed: ["NOASSERTION"] },
    });
  });
});
