import { stringify } from "yaml";

const sha256 = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

/** A document that says something of every kind, in the JSON shape. */
export const documentShape = (version: string) => ({
  spdxVersion: `SPDX-${version}`,
  dataLicense: "CC0-1.0",
  SPDXID: "SPDXRef-DOCUMENT",
  name: "shop-document",
  documentNamespace: "https://example.org/shop-1",
  comment: "Two\nlines",
  creationInfo: { creators: ["Organization: Example (mail@example.org)", "Tool: maker-2.1"], created: "2026-03-01T10:00:00Z", licenseListVersion: "3.20" },
  externalDocumentRefs: [
    { externalDocumentId: "DocumentRef-other", spdxDocument: "https://example.org/other", checksum: { algorithm: "SHA1", checksumValue: "a".repeat(40) } },
  ],
  packages: [
    { SPDXID: "SPDXRef-shop", name: "shop", versionInfo: "1.10", downloadLocation: "NONE", filesAnalyzed: true, hasFiles: ["SPDXRef-f"] },
    {
      SPDXID: "SPDXRef-a",
      name: "a",
      versionInfo: "1.10",
      supplier: "Organization: Maker & Co",
      downloadLocation: "https://example.org/a.tgz",
      filesAnalyzed: false,
      checksums: [{ algorithm: "SHA256", checksumValue: sha256 }],
      licenseConcluded: "NOASSERTION",
      licenseDeclared: "(LicenseRef-own OR MIT)",
      copyrightText: "Copyright: somebody\nand others",
      externalRefs: [
        { referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: "pkg:npm/a@1.10" },
        { referenceCategory: "SECURITY", referenceType: "cpe23Type", referenceLocator: "cpe:2.3:a:a:a:1.10:*:*:*:*:*:*:*" },
      ],
    },
    {
      SPDXID: "SPDXRef-b",
      name: "b",
      versionInfo: "2",
      downloadLocation: "NOASSERTION",
      filesAnalyzed: false,
      externalRefs: [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: "pkg:npm/b@2" }],
    },
  ],
  files: [{ SPDXID: "SPDXRef-f", fileName: "./f.js", checksums: [{ algorithm: "SHA1", checksumValue: "b".repeat(40) }], licenseInfoInFiles: ["MIT"] }],
  relationships: [
    { spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES", relatedSpdxElement: "SPDXRef-shop" },
    { spdxElementId: "SPDXRef-shop", relationshipType: "DEPENDS_ON", relatedSpdxElement: "SPDXRef-a" },
    { spdxElementId: "SPDXRef-b", relationshipType: "DEV_DEPENDENCY_OF", relatedSpdxElement: "SPDXRef-a" },
    { spdxElementId: "SPDXRef-a", relationshipType: "COPY_OF", relatedSpdxElement: "DocumentRef-other:SPDXRef-x" },
  ],
  hasExtractedLicensingInfos: [{ licenseId: "LicenseRef-own", extractedText: "Do\nas you like", name: "Own licence", seeAlsos: ["https://example.org/own"] }],
});

export const json = (version: string): string => JSON.stringify(documentShape(version));

export const yaml = (version: string): string => stringify(documentShape(version)).replace('versionInfo: "1.10"', "versionInfo: 1.10");

export const tagValue = (version: string): string => `# A comment
SPDXVersion: SPDX-${version}
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
DocumentName: shop-document
DocumentNamespace: https://example.org/shop-1
DocumentComment: <text>Two
lines</text>
ExternalDocumentRef: DocumentRef-other https://example.org/other SHA1: ${"a".repeat(40)}
Creator: Organization: Example (mail@example.org)
Creator: Tool: maker-2.1
Created: 2026-03-01T10:00:00Z
LicenseListVersion: 3.20

PackageName: shop
SPDXID: SPDXRef-shop
PackageVersion: 1.10
PackageDownloadLocation: NONE
FilesAnalyzed: true

FileName: ./f.js
SPDXID: SPDXRef-f
FileChecksum: SHA1: ${"b".repeat(40)}
LicenseInfoInFile: MIT

PackageName: a
SPDXID: SPDXRef-a
PackageVersion: 1.10
PackageSupplier: Organization: Maker & Co
PackageDownloadLocation: https://example.org/a.tgz
FilesAnalyzed: false
PackageChecksum: SHA256: ${sha256}
PackageLicenseConcluded: NOASSERTION
PackageLicenseDeclared: (LicenseRef-own OR MIT)
PackageCopyrightText: <text>Copyright: somebody
and others</text>
ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1.10
ExternalRef: SECURITY cpe23Type cpe:2.3:a:a:a:1.10:*:*:*:*:*:*:*

PackageName: b
SPDXID: SPDXRef-b
PackageVersion: 2
PackageDownloadLocation: NOASSERTION
FilesAnalyzed: false
ExternalRef: PACKAGE-MANAGER purl pkg:npm/b@2

Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-shop
Relationship: SPDXRef-shop DEPENDS_ON SPDXRef-a
Relationship: SPDXRef-b DEV_DEPENDENCY_OF SPDXRef-a
Relationship: SPDXRef-a COPY_OF DocumentRef-other:SPDXRef-x

LicenseID: LicenseRef-own
ExtractedText: <text>Do
as you like</text>
LicenseName: Own licence
LicenseCrossReference: https://example.org/own
`;

/** Elements for the members of an object, lists as repeated ones. */
function toXml(value: object): string {
  return Object.entries(value)
    .flatMap(([name, inner]) => (Array.isArray(inner) ? inner : [inner]).map((each) => [name, each] as const))
    .map(([name, each]) => `<${name}>${typeof each === "object" ? toXml(each) : String(each).replaceAll("&", "&amp;")}</${name}>`)
    .join("");
}

export const xml = (version: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n<Document>${toXml(documentShape(version))}</Document>`;

const term = (name: string) => `rdf:resource="http://spdx.org/rdf/terms#${name}"`;
const own = (id: string) => `https://example.org/shop-1#${id}`;
const purl = (locator: string) => `<spdx:externalRef><spdx:ExternalRef><spdx:referenceCategory ${term("referenceCategory_packageManager")}/>
  <spdx:referenceType rdf:resource="http://spdx.org/rdf/references/purl"/><spdx:referenceLocator>${locator}</spdx:referenceLocator></spdx:ExternalRef></spdx:externalRef>`;

/** Packages stand inside relationships, one relationship in a description of its own, and licences are resources. */
export const rdf = (version: string): string => `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#" xmlns:spdx="http://spdx.org/rdf/terms#">
<spdx:SpdxDocument rdf:about="${own("SPDXRef-DOCUMENT")}">
 <spdx:specVersion>SPDX-${version}</spdx:specVersion>
 <spdx:dataLicense rdf:resource="http://spdx.org/licenses/CC0-1.0"/>
 <spdx:name>shop-document</spdx:name>
 <rdfs:comment>Two
lines</rdfs:comment>
 <spdx:creationInfo><spdx:CreationInfo><spdx:creator>Organization: Example (mail@example.org)</spdx:creator><spdx:creator>Tool: maker-2.1</spdx:creator>
  <spdx:created>2026-03-01T10:00:00Z</spdx:created><spdx:licenseListVersion>3.20</spdx:licenseListVersion></spdx:CreationInfo></spdx:creationInfo>
 <spdx:externalDocumentRef><spdx:ExternalDocumentRef rdf:about="${own("DocumentRef-other")}"><spdx:spdxDocument rdf:resource="https://example.org/other"/>
  <spdx:checksum><spdx:Checksum><spdx:algorithm ${term("checksumAlgorithm_sha1")}/><spdx:checksumValue>${"a".repeat(40)}</spdx:checksumValue></spdx:Checksum></spdx:checksum>
 </spdx:ExternalDocumentRef></spdx:externalDocumentRef>
 <spdx:relationship><spdx:Relationship><spdx:relationshipType ${term("relationshipType_describes")}/><spdx:relatedSpdxElement>
  <spdx:Package rdf:about="${own("SPDXRef-shop")}"><spdx:name>shop</spdx:name><spdx:versionInfo>1.10</spdx:versionInfo>
   <spdx:downloadLocation ${term("none")}/><spdx:filesAnalyzed>true</spdx:filesAnalyzed>
   <spdx:hasFile><spdx:File rdf:about="${own("SPDXRef-f")}"><spdx:fileName>./f.js</spdx:fileName><spdx:licenseInfoInFile rdf:resource="http://spdx.org/licenses/MIT"/>
    <spdx:checksum><spdx:Checksum><spdx:algorithm ${term("checksumAlgorithm_sha1")}/><spdx:checksumValue>${"b".repeat(40)}</spdx:checksumValue></spdx:Checksum></spdx:checksum>
   </spdx:File></spdx:hasFile>
   <spdx:relationship rdf:nodeID="depends"/>
  </spdx:Package></spdx:relatedSpdxElement></spdx:Relationship></spdx:relationship>
</spdx:SpdxDocument>
<spdx:Relationship rdf:nodeID="depends"><spdx:relationshipType ${term("relationshipType_dependsOn")}/><spdx:relatedSpdxElement rdf:resource="${own("SPDXRef-a")}"/></spdx:Relationship>
<rdf:Description rdf:about="${own("SPDXRef-a")}" spdx:name="a"><rdf:type ${term("Package")}/><spdx:versionInfo>1.10</spdx:versionInfo>
 <spdx:supplier>Organization: Maker &amp; Co</spdx:supplier><spdx:downloadLocation>https://example.org/a.tgz</spdx:downloadLocation><spdx:filesAnalyzed>false</spdx:filesAnalyzed>
 <spdx:checksum rdf:parseType="Resource"><spdx:algorithm ${term("checksumAlgorithm_sha256")}/><spdx:checksumValue>${sha256}</spdx:checksumValue></spdx:checksum>
 <spdx:licenseConcluded><spdx:noassertion rdf:about="http://spdx.org/rdf/terms#noassertion"/></spdx:licenseConcluded>
 <spdx:licenseDeclared><spdx:DisjunctiveLicenseSet><spdx:member rdf:resource="http://spdx.org/licenses/MIT"/><spdx:member>
  <spdx:ExtractedLicensingInfo rdf:about="${own("LicenseRef-own")}"><spdx:licenseId>LicenseRef-own</spdx:licenseId><spdx:extractedText>Do
as you like</spdx:extractedText><spdx:name>Own licence</spdx:name><rdfs:seeAlso>https://example.org/own</rdfs:seeAlso></spdx:ExtractedLicensingInfo>
 </spdx:member></spdx:DisjunctiveLicenseSet></spdx:licenseDeclared>
 <spdx:copyrightText>Copyright: somebody
and others</spdx:copyrightText>
 ${purl("pkg:npm/a@1.10")}
 <spdx:externalRef><spdx:ExternalRef><spdx:referenceCategory ${term("referenceCategory_security")}/><spdx:referenceType rdf:resource="http://spdx.org/rdf/references/cpe23Type"/>
  <spdx:referenceLocator>cpe:2.3:a:a:a:1.10:*:*:*:*:*:*:*</spdx:referenceLocator></spdx:ExternalRef></spdx:externalRef>
 <spdx:relationship><spdx:Relationship><spdx:relationshipType ${term("relationshipType_copyOf")}/>
  <spdx:relatedSpdxElement rdf:resource="https://example.org/other#SPDXRef-x"/></spdx:Relationship></spdx:relationship>
</rdf:Description>
<spdx:Package rdf:about="${own("SPDXRef-b")}"><spdx:name>b</spdx:name><spdx:versionInfo>2</spdx:versionInfo><spdx:downloadLocation ${term("noassertion")}/>
 <spdx:filesAnalyzed>false</spdx:filesAnalyzed>${purl("pkg:npm/b@2")}
 <spdx:relationship><spdx:Relationship><spdx:relationshipType ${term("relationshipType_devDependencyOf")}/><spdx:relatedSpdxElement rdf:resource="${own("SPDXRef-a")}"/></spdx:Relationship></spdx:relationship>
</spdx:Package>
</rdf:RDF>`;
