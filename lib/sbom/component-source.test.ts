import { expect, test } from "vitest";
import { compositionHash, readBom } from "@/lib/sbom";

const bytes = (document: unknown) => Buffer.from(JSON.stringify(document));
const cyclonedx = (...components: object[]) => bytes({ bomFormat: "CycloneDX", specVersion: "1.6", components });
const spdx = (packages: object[], relationships: object[] = []) =>
  bytes({ spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: "d", packages, relationships });
const purlRef = (referenceLocator: string) => [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator }];
/** The source packages by component, and that reading them changes no composition. */
const sourcesOf = (document: Buffer) => {
  const bare = readBom(document);
  expect(compositionHash(bare)).toEqual(compositionHash(readBom(document, { details: true })));
  return Object.fromEntries(bare.components.map(({ name, source }) => [name, source]));
};
const libssl = "pkg:deb/debian/libssl3@3.0.11-1?distro=debian-12";

test("the source package of a distro binary is in its purl, with the binary's version where it says none", () => {
  const document = cyclonedx(
    { name: "libssl3", purl: `${libssl}&upstream=openssl` },
    { name: "libgcc", purl: "pkg:deb/debian/libgcc-s1@12.2.0-14?upstream=gcc-12%4012.2.0-15" },
  );
  expect(sourcesOf(document)).toEqual({
    "debian/libssl3": { name: "openssl", version: "3.0.11-1" },
    "debian/libgcc-s1": { name: "gcc-12", version: "12.2.0-15" },
  });
});

test("properties of the generator say it before the purl does", () => {
  const properties = Object.entries({ SrcName: "openssl", SrcVersion: "3.0.11", SrcRelease: "1", SrcEpoch: "1" }).map(([name, value]) => ({
    name: `aquasecurity:trivy:${name}`,
    value,
  }));
  expect(sourcesOf(cyclonedx({ name: "libssl3", purl: `${libssl}&upstream=other`, properties }))).toEqual({
    "debian/libssl3": { name: "openssl", version: "1:3.0.11-1" },
  });
});

test("in SPDX it is in sourceInfo, or a package that generates the binary", () => {
  expect(sourcesOf(spdx([{ SPDXID: "SPDXRef-b", name: "b", sourceInfo: "built package from: openssl 3.0.11-2", externalRefs: purlRef(libssl) }]))).toEqual({
    "debian/libssl3": { name: "openssl", version: "3.0.11-2" },
  });
  const packages = [
    { SPDXID: "SPDXRef-b", name: "b", externalRefs: purlRef(libssl) },
    { SPDXID: "SPDXRef-s", name: "s", externalRefs: purlRef("pkg:deb/debian/openssl@3.0.11-3?arch=source") },
  ];
  const relationships = [{ spdxElementId: "SPDXRef-b", relationshipType: "GENERATED_FROM", relatedSpdxElement: "SPDXRef-s" }];
  expect(sourcesOf(spdx(packages, relationships))["debian/libssl3"]).toEqual({ name: "openssl", version: "3.0.11-3" });
});

test("packages of languages have none, whatever their purl or properties say", () => {
  const properties = [{ name: "aquasecurity:trivy:SrcName", value: "other" }];
  expect(sourcesOf(cyclonedx({ name: "a", purl: "pkg:npm/a@1?upstream=b", properties }))).toEqual({ a: undefined });
});

test("of an entry that is there twice, the one that names a source package is heard", () => {
  expect(sourcesOf(cyclonedx({ name: "libssl3", purl: libssl }, { name: "libssl3", purl: `${libssl}&upstream=openssl` }))).toEqual({
    "debian/libssl3": { name: "openssl", version: "3.0.11-1" },
  });
});
