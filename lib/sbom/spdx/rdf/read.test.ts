import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { type Bom, readBom } from "@/lib/sbom";
import { wordOf } from "./words";

const wrap = (inner: string, outside = "") => `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:spdx="http://spdx.org/rdf/terms#">
<spdx:SpdxDocument rdf:about="https://e.org/d#SPDXRef-DOCUMENT"><spdx:specVersion>SPDX-2.3</spdx:specVersion>${inner}</spdx:SpdxDocument>${outside}</rdf:RDF>`;
const read = (text: string): Bom => readBom(Buffer.from(text), { details: true });
const declared = (licence: string, outside = "") =>
  read(
    wrap(
      "",
      `<spdx:Package rdf:about="https://e.org/d#SPDXRef-a"><spdx:name>a</spdx:name><spdx:licenseDeclared>${licence}</spdx:licenseDeclared></spdx:Package>${outside}`,
    ),
  );
const listed = (id: string) => `<spdx:ListedLicense rdf:about="http://spdx.org/licenses/${id}"/>`;

describe("SPDX RDF/XML", () => {
  it.each([
    [listed("MIT"), "MIT"],
    ['<spdx:License rdf:about="https://spdx.org/licenses/MIT.html"/>', "MIT"],
    ['<spdx:x rdf:about="http://spdx.org/rdf/terms#none"/>', "NONE"],
    [`<spdx:OrLaterOperator><spdx:member>${listed("GPL-2.0")}</spdx:member></spdx:OrLaterOperator>`, "GPL-2.0+"],
    [
      `<spdx:WithExceptionOperator><spdx:licenseException><spdx:LicenseException><spdx:licenseExceptionId>Classpath-exception-2.0</spdx:licenseExceptionId></spdx:LicenseException>
      </spdx:licenseException><spdx:member>${listed("GPL-2.0-only")}</spdx:member></spdx:WithExceptionOperator>`,
      "GPL-2.0-only WITH Classpath-exception-2.0",
    ],
    [
      `<spdx:ConjunctiveLicenseSet><spdx:member>${listed("MIT")}</spdx:member><spdx:member><spdx:DisjunctiveLicenseSet>
      <spdx:member>${listed("Zlib")}</spdx:member><spdx:member>${listed("ISC")}</spdx:member></spdx:DisjunctiveLicenseSet></spdx:member></spdx:ConjunctiveLicenseSet>`,
      "((ISC OR Zlib) AND MIT)",
    ],
  ])("reads the licence %s", (licence, expression) => {
    expect(declared(licence).details?.[0]?.licences.declared).toEqual([expression]);
  });

  it("leaves out a set of licences that contains itself, with a warning", () => {
    const bom = declared(
      '<spdx:ConjunctiveLicenseSet rdf:nodeID="x"><spdx:member rdf:nodeID="y"/></spdx:ConjunctiveLicenseSet>',
      '<spdx:ConjunctiveLicenseSet rdf:nodeID="y"><spdx:member rdf:nodeID="x"/></spdx:ConjunctiveLicenseSet>',
    );
    expect(bom.details?.[0]?.licences.declared).toEqual([]);
    expect(bom.warnings).toEqual([expect.objectContaining({ code: "licence_circular" })]);
  });

  it("joins several descriptions of one package, and finds packages by describesPackage and without an address", () => {
    const bom = read(
      wrap(
        `<spdx:describesPackage rdf:resource="https://e.org/d#SPDXRef-a"/>`,
        `<spdx:Package rdf:ID="SPDXRef-x"><spdx:name>x</spdx:name></spdx:Package>
        <spdx:Package rdf:about="https://e.org/d#SPDXRef-a"><spdx:name>a</spdx:name></spdx:Package>
        <spdx:Package rdf:about="https://e.org/d#SPDXRef-a"><spdx:name>a</spdx:name><spdx:versionInfo>1</spdx:versionInfo>
        <spdx:relationship><spdx:Relationship><spdx:relationshipType rdf:resource="http://spdx.org/rdf/terms#relationshipType_dependsOn"/>
        <spdx:relatedSpdxElement><spdx:Package><spdx:name>b</spdx:name></spdx:Package></spdx:relatedSpdxElement></spdx:Relationship></spdx:relationship></spdx:Package>`,
      ),
    );
    expect(bom).toMatchObject({ root: { name: "a", version: "1" }, accounting: { total: 3 }, warnings: [] });
    expect([...bom.graph.direct].map((i) => bom.components[i]?.name)).toEqual(["b"]);
  });

  it("reads packages that stand where a property belongs, and relationships that name their element", () => {
    const bom = read(
      wrap(`<spdx:Package rdf:about="https://e.org/d#SPDXRef-a"><spdx:name>a</spdx:name></spdx:Package><spdx:Package rdf:about="https://e.org/d#SPDXRef-b"><spdx:name>b</spdx:name></spdx:Package>
      <spdx:relationship><spdx:Relationship><spdx:spdxElementId rdf:resource="https://e.org/d#SPDXRef-a"/><spdx:relationshipType>DEPENDS_ON</spdx:relationshipType>
      <spdx:relatedSpdxElement rdf:resource="https://e.org/d#SPDXRef-b"/></spdx:Relationship></spdx:relationship>`),
    );
    expect(bom.components.map(({ name }) => name)).toEqual(["a", "b"]);
    expect([...bom.graph.targets]).toEqual([1]);
  });

  it.each([
    ["relationshipType_devDependencyOf", "DEV_DEPENDENCY_OF"],
    ["relationshipType_testcaseOf", "TEST_CASE_OF"],
    ["checksumAlgorithm_sha256", "SHA256"],
    ["checksumAlgorithm_sha3_384", "SHA3-384"],
    ["referenceCategory_packageManager", "PACKAGE-MANAGER"],
    ["purpose_operatingSystem", "OPERATING_SYSTEM"],
    ["purpose_operating_system", "OPERATING_SYSTEM"],
  ])("writes the term %s as %s", (term, word) => {
    expect(wordOf(`http://spdx.org/rdf/terms#${term}`)).toBe(word);
  });

  it("is refused without a document", () => {
    const text = wrap("").replaceAll("SpdxDocument", "Package");
    expect(() => read(text)).toThrow(expect.objectContaining({ reason: "not_an_sbom" }));
  });
});

describe("SPDX XML", () => {
  it("has one package as a list, empty elements, and texts as they are", () => {
    const bom = readBom(
      Buffer.from(`<Document><SPDXID>SPDXRef-DOCUMENT</SPDXID><spdxVersion>SPDX-2.2</spdxVersion><documentDescribes>SPDXRef-a</documentDescribes><comment/>
      <packages><SPDXID>SPDXRef-a</SPDXID><name>a</name><versionInfo>1.0</versionInfo></packages><files><fileName>f</fileName></files></Document>`),
    );
    expect(bom).toMatchObject({
      format: "spdx-xml",
      specVersion: "2.2",
      root: { name: "a", version: "1.0" },
      accounting: { total: 1, files: 1 },
      warnings: [],
    });
  });
});
