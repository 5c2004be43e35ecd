import { Buffer } from "node:buffer";
import { create, toBinary } from "@bufbuild/protobuf";
import { BomSchema } from "@cdxgen/cdx-proto/v1.7";
import { describe, expect, it } from "vitest";
import { readBom } from "@/lib/sbom";

/** The places of each warning by its code. */
const placesOf = (document: string | Uint8Array) => {
  const { warnings } = readBom(Buffer.from(document), { details: true });
  return Object.fromEntries(warnings.map(({ code, pointers }) => [code, pointers]));
};
const linesUntil = (text: string, mark: string) => text.slice(0, text.indexOf(mark)).split("\n").length;
const columnOf = (text: string, mark: string) => text.indexOf(mark) - text.lastIndexOf("\n", text.indexOf(mark));

describe("the place of a warning", () => {
  it("is the line and the tag in tag-value, with the id or name of what it stands in", () => {
    const text = `SPDXVersion: SPDX-2.3
SPDXID: SPDXRef-DOCUMENT
DocumentName: d
Created: yesterday
PackageName: a
SPDXID: SPDXRef-a
PackageChecksum: SHA1: ${"a".repeat(40)}
PackageComment: <text>two
lines</text>
PackageChecksum: SHA1: xyz

SPDXID: SPDXRef-b
PackageName: b
ExternalRef: PACKAGE-MANAGER purl no-purl
PackageName: c
SPDXID: SPDXRef-b
Relationship: SPDXRef-a DEPENDS_ON SPDXRef-missing
Relationship: SPDXRef-a WORSHIPS SPDXRef-b
`;
    expect(placesOf(text)).toEqual({
      timestamp_unreadable: ["line 4, Created"],
      hash_malformed: ["line 10, PackageChecksum (SPDXRef-a)"],
      purl_invalid: ["line 14, ExternalRef (SPDXRef-b)"],
      duplicate_ref: ["line 16, SPDXID (SPDXRef-b)"],
      dangling_ref: ["line 17, Relationship (SPDXRef-a)"],
      relationship_unknown: ["line 18, Relationship (SPDXRef-a)"],
    });
  });

  it("is line, column and element in CycloneDX XML", () => {
    const text = `<bom xmlns="http://cyclonedx.org/schema/bom/1.5">
  <metadata>
    <timestamp>never</timestamp></metadata>
  <components>
    <x:component xmlns:x="urn:other"><name>not ours</name></x:component>
    <component type="library"
      bom-ref="a"><name>a</name><purl>pkg:npm/a@1</purl>
      <components><component><supplier><name>s</name></supplier><name>in-a</name><hashes><hash alg="MD5">${"0".repeat(32)}</hash><hash alg="MD5">zz</hash></hashes><purl>no-purl</purl></component></components>
    </component>
    <component type="library" bom-ref="a"><name>b</name></component>
  </components>
  <dependencies>
    <dependency ref="a"><dependency ref="b"/><dependency ref="a"/></dependency>
  </dependencies>
</bom>`;
    const at = (mark: string) => `line ${linesUntil(text, mark)}, column ${columnOf(text, mark)}`;
    expect(placesOf(text)).toEqual({
      timestamp_unreadable: [`${at("<timestamp")}, <timestamp>`],
      hash_malformed: [`${at('<hash alg="MD5">zz')}, <hash> (in-a)`],
      purl_invalid: [`${at("<purl>no-purl")}, <purl> (in-a)`],
      duplicate_ref: [`${at('<component type="library" bom-ref="a"><name>b')}, <component> (a)`],
      dangling_ref: [`${at('<dependency ref="b"')}, <dependency> (a)`],
      self_dependency: [`${at('<dependency ref="a"/>')}, <dependency> (a)`],
      root_missing: [""],
    });
  });

  it("is line, column and element in SPDX XML", () => {
    const text = `<Document>
<SPDXID>SPDXRef-DOCUMENT</SPDXID><spdxVersion>SPDX-2.3</spdxVersion>
<packages><SPDXID>SPDXRef-a</SPDXID><name>a</name></packages>
<packages><SPDXID>SPDXRef-b</SPDXID><name>b</name>
  <checksums><algorithm>SHA1</algorithm><checksumValue>${"a".repeat(40)}</checksumValue></checksums>
  <checksums><algorithm>SHA1</algorithm><checksumValue>no</checksumValue></checksums></packages>
<relationships><spdxElementId>SPDXRef-a</spdxElementId><relationshipType>DEPENDS_ON</relationshipType>
 <relatedSpdxElement>SPDXRef-x</relatedSpdxElement></relationships>
</Document>`;
    expect(placesOf(text)).toEqual({
      hash_malformed: ["line 6, column 3, <checksums> (SPDXRef-b)"],
      dangling_ref: ["line 8, column 2, <relatedSpdxElement> (SPDXRef-a)"],
    });
  });

  it("is line, column and element in RDF/XML", () => {
    const text = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:spdx="http://spdx.org/rdf/terms#">
<spdx:SpdxDocument rdf:about="https://e.org/d#SPDXRef-DOCUMENT"><spdx:specVersion>SPDX-2.3</spdx:specVersion>
  <spdx:creationInfo><spdx:CreationInfo><spdx:created>never</spdx:created></spdx:CreationInfo></spdx:creationInfo>
</spdx:SpdxDocument>
<spdx:Package rdf:about="https://e.org/d#SPDXRef-a"><spdx:name>a</spdx:name>
  <spdx:checksum><spdx:Checksum><spdx:algorithm rdf:resource="http://spdx.org/rdf/terms#checksumAlgorithm_sha1"/><spdx:checksumValue>no</spdx:checksumValue></spdx:Checksum></spdx:checksum>
  <spdx:relationship><spdx:Relationship>
    <spdx:relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_dependsOn"/>
    <spdx:relatedSpdxElement rdf:resource="https://e.org/d#SPDXRef-x"/></spdx:Relationship></spdx:relationship>
</spdx:Package>
</rdf:RDF>`;
    expect(placesOf(text)).toEqual({
      timestamp_unreadable: [`line 3, column ${columnOf(text, "<spdx:created>")}, <created>`],
      hash_malformed: [`line 6, column ${columnOf(text, "<spdx:Checksum>")}, <Checksum> (SPDXRef-a)`],
      dangling_ref: ["line 9, column 5, <relatedSpdxElement> (SPDXRef-a)"],
    });
  });

  it("is the line of the mapping and the way to it in YAML", () => {
    const text = `spdxVersion: SPDX-2.3
SPDXID: SPDXRef-DOCUMENT
creationInfo:
  created: never
packages:
# the first
- SPDXID: SPDXRef-a
  name: a
  checksums:
  - {algorithm: SHA1, checksumValue: no}
- 1
`;
    expect(placesOf(text)).toEqual({
      timestamp_unreadable: ["line 4, /creationInfo/created"],
      hash_malformed: ["line 10, /packages/0/checksums/0 (SPDXRef-a)"],
      not_an_object: ["line 7, /packages/1"],
    });
  });

  it("is the byte of the message and the field in protobuf", () => {
    const components = [
      { bomRef: "a", name: "a", purl: "pkg:npm/a@1" },
      { bomRef: "b", name: "b", purl: "no-purl" },
    ];
    const dependencies = [{ ref: "a", dependencies: [{ ref: "b" }, { ref: "missing" }] }];
    const bytes = Buffer.from(toBinary(BomSchema, create(BomSchema, { specVersion: "1.5", components, dependencies })));
    // A message begins with its first field: the tag of the reference of a component, or of the type before it.
    const places = placesOf(bytes);
    expect(places).toMatchObject({
      purl_invalid: [expect.stringMatching(/^byte \d+, components\[1\]\.purl \(b\)$/)],
      dangling_ref: [expect.stringMatching(/^byte \d+, dependencies\[0\]\.dependencies\[1\] \(a\)$/)],
    });
    const byte = Number(/\d+/.exec(places.purl_invalid?.[0] ?? "")?.[0]);
    expect(bytes.subarray(byte).indexOf("no-purl")).toBeGreaterThan(0);
    expect(bytes.subarray(byte).indexOf("pkg:npm/a@1")).toBe(-1);
  });

  it("says what the document is wrapped in", () => {
    const text = "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nCreated: never\nPackageName: a\n";
    expect(placesOf(JSON.stringify({ bom: Buffer.from(text).toString("base64") })).timestamp_unreadable).toEqual(["/bom: line 3, Created"]);
  });

  it("stays a JSON pointer in JSON", () => {
    expect(placesOf('{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a","purl":"no-purl"}]}')).toEqual({
      purl_invalid: ["/components/0/purl"],
    });
  });
});

describe("the place of a refusal", () => {
  it.each([
    ["SPDXVersion: SPDX-4.0\nSPDXID: SPDXRef-DOCUMENT\n", "line 1, SPDXVersion"],
    ["<Document>\n<SPDXID>x</SPDXID>\n <spdxVersion>SPDX-4.0</spdxVersion></Document>", "line 3, column 2, <spdxVersion>"],
    ["name: x\nspdxVersion: SPDX-4.0\n", "line 1, /spdxVersion"],
    ["spdxVersion: SPDX-2.3\nname: x\npackages: all\n", "line 1, /packages"],
  ])("is told in the terms of the document: %j", (text, place) => {
    const detail = expect.stringContaining(place);
    expect(() => readBom(Buffer.from(text))).toThrow(expect.objectContaining({ errors: [{ pointer: "", detail }] }));
  });
});
