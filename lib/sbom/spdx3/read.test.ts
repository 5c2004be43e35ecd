import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { type Bom, readBom } from "@/lib/sbom";
import { json } from "../spdx/test-serialisations";

const context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";
const read = (value: unknown): Bom => readBom(Buffer.from(JSON.stringify(value)), { details: true });
const graph = (...elements: unknown[]) => ({ "@context": context, "@graph": [made, ...elements] });
const made = { type: "CreationInfo", "@id": "_:creationinfo", specVersion: "3.0.1", created: "2026-03-01T10:00:00Z", createdBy: ["urn:example"] };
const document = (...rootElement: string[]) => ({ type: "SpdxDocument", spdxId: "urn:doc", creationInfo: "_:creationinfo", name: "doc", rootElement });
const npm = (name: string, more: object = {}) => ({
  type: "software_Package",
  spdxId: `urn:${name}`,
  creationInfo: "_:creationinfo",
  name,
  software_packageVersion: "1.0.0",
  software_packageUrl: `pkg:npm/${name}@1.0.0`,
  ...more,
});
const relation = (from: string, relationshipType: string, to: string, scope?: string) => ({
  type: scope === undefined ? "Relationship" : "LifecycleScopedRelationship",
  spdxId: `urn:${from}-${relationshipType}-${to}-${scope}`,
  creationInfo: "_:creationinfo",
  from: `urn:${from}`,
  relationshipType,
  to: [`urn:${to}`],
  scope,
});
const codes = (bom: Bom) => bom.warnings.map(({ code }) => code);
const direct = (bom: Bom) => [...bom.graph.direct].map((i) => bom.components[i]?.name);

/** What `json` of SPDX 2 says, in SPDX 3. */
const shop = () => {
  const namespace = "https://example.org/shop-1#";
  const creationInfo = "_:creationinfo";
  return {
    "@context": [context, { own: namespace }],
    "@graph": [
      { ...made, createdBy: ["own:Example"], createdUsing: ["own:maker"] },
      {
        type: "Organization",
        spdxId: "own:Example",
        name: "Example",
        externalIdentifier: [{ type: "ExternalIdentifier", externalIdentifierType: "email", identifier: "mail@example.org" }],
      },
      { type: "Organization", spdxId: "own:Maker", name: "Maker & Co" },
      { type: "Tool", spdxId: "own:maker", name: "maker-2.1" },
      {
        type: "SpdxDocument",
        spdxId: "https://example.org/shop-1",
        creationInfo,
        name: "shop-document",
        rootElement: ["own:sbom"],
        dataLicense: "https://spdx.org/licenses/CC0-1.0",
      },
      { type: "software_Sbom", spdxId: "own:sbom", creationInfo, rootElement: [`${namespace}shop`] },
      { type: "software_Package", spdxId: "own:shop", creationInfo, name: "shop", software_packageVersion: "1.10", software_downloadLocation: "NONE" },
      {
        type: "software_Package",
        spdxId: "own:a",
        creationInfo,
        name: "a",
        software_packageVersion: "1.10",
        suppliedBy: "own:Maker",
        software_downloadLocation: "https://example.org/a.tgz",
        software_copyrightText: "Copyright: somebody\nand others",
        verifiedUsing: [{ type: "Hash", algorithm: "sha256", hashValue: "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b" }],
        externalIdentifier: [
          { type: "ExternalIdentifier", externalIdentifierType: "packageUrl", identifier: "pkg:npm/a@1.10" },
          { type: "ExternalIdentifier", externalIdentifierType: "cpe23", identifier: "cpe:2.3:a:a:a:1.10:*:*:*:*:*:*:*" },
        ],
      },
      { type: "software_Package", spdxId: "own:b", creationInfo, name: "b", software_packageVersion: "2", software_packageUrl: "pkg:npm/b@2" },
      { type: "software_File", spdxId: "own:f", creationInfo, name: "./f.js" },
      { type: "Relationship", spdxId: "own:r1", from: "own:shop", relationshipType: "dependsOn", to: ["own:a"] },
      { type: "LifecycleScopedRelationship", spdxId: "own:r2", from: "own:a", relationshipType: "dependsOn", scope: "development", to: ["own:b"] },
      { type: "Relationship", spdxId: "own:r3", from: "own:shop", relationshipType: "contains", to: ["own:f"] },
      { type: "Relationship", spdxId: "own:r4", from: "own:a", relationshipType: "hasDeclaredLicense", to: ["own:set"] },
      {
        type: "Relationship",
        spdxId: "own:r5",
        from: "own:a",
        relationshipType: "hasConcludedLicense",
        to: ["https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"],
      },
      { type: "expandedlicensing_DisjunctiveLicenseSet", spdxId: "own:set", expandedlicensing_member: ["https://spdx.org/licenses/MIT", "own:LicenseRef-own"] },
      { type: "expandedlicensing_CustomLicense", spdxId: "own:LicenseRef-own", name: "Own licence", simplelicensing_licenseText: "Do\nas you like" },
    ],
  };
};

describe("SPDX 3", () => {
  it("gives the same model and details as SPDX 2 of the same content", () => {
    const two = readBom(Buffer.from(json("2.3")), { details: true });
    expect(read(shop())).toEqual({ ...two, format: "spdx3-json-ld", specVersion: "3.0.1" });
  });

  it.each(["3.0", "3.0.0", "3.0.1"])("is read as version %s, by its CreationInfo before its context", (specVersion) => {
    const bom = read({ "@context": context, "@graph": [{ ...made, specVersion }, document("urn:a"), npm("a")] });
    expect(bom).toMatchObject({ specVersion, serialNumber: "urn:doc", root: { name: "a", version: "1.0.0", purl: "pkg:npm/a@1.0.0" }, warnings: [] });
  });

  it("takes the version from the context where nothing else says it, and refuses another one", () => {
    expect(read({ "@context": context, "@graph": [npm("a")] }).specVersion).toBe("3.0.1");
    expect(codes(read({ "@context": context, "@graph": [{ ...made, specVersion: "3.1" }] }))).toEqual(["spec_version_unknown"]);
    expect(() => read({ "@context": context, "@graph": [{ ...made, specVersion: "4.0" }] })).toThrow(
      expect.objectContaining({ reason: "spec_version_unsupported" }),
    );
  });

  it.each([
    ["dependsOn", undefined, "runtime"],
    ["DEPENDS_ON", undefined, "runtime"],
    ["https://spdx.org/rdf/3.0.1/terms/Core/RelationshipType/dependsOn", undefined, "runtime"],
    ["dependsOn", "development", "dev"],
    ["dependsOn", "test", "test"],
    ["dependsOn", "build", "build"],
    ["dependsOn", "runtime", "runtime"],
    ["hasDynamicLink", "runtime", "runtime"],
    ["hasStaticLink", undefined, "runtime"],
    ["hasOptionalDependency", "runtime", "optional"],
    ["hasProvidedDependency", undefined, "build"],
    ["contains", undefined, "runtime"],
  ])("reads %s in the life cycle %s as %s", (type, scope, expected) => {
    const bom = read(graph(document("urn:root"), npm("root"), npm("a"), relation("root", type, "a", scope)));
    expect(bom.components).toMatchObject([{ name: "a", scope: expected }]);
    expect(direct(bom)).toEqual(["a"]);
    expect(codes(bom)).toEqual([]);
  });

  it("is about the document where there are several root elements, by describes as by rootElement", () => {
    for (const elements of [
      [document("urn:a", "urn:b")],
      [document("urn:a"), relation("doc", "describes", "b")],
      [document(), relation("gone", "DESCRIBES", "a"), relation("doc", "describes", "b")],
    ]) {
      const bom = read(graph(...elements, npm("a"), npm("b")));
      expect(bom.root).toEqual({ name: "doc", version: null, purl: null });
      expect(direct(bom)).toEqual(["a", "b"]);
    }
  });

  it("keeps AI and dataset packages and what packages are for as their types", () => {
    const bom = read(
      graph(
        npm("a", { type: "ai_AIPackage" }),
        npm("b", { type: "dataset_DatasetPackage" }),
        npm("c", { software_primaryPurpose: "operatingSystem" }),
        npm("d", { software_primaryPurpose: "deviceDriver" }),
        npm("e", { software_primaryPurpose: "bom" }),
        npm("f"),
      ),
    );
    expect(bom.details?.map(({ type }) => type)).toEqual(["machine-learning-model", "data", "operating-system", "device-driver", "other", "library"]);
  });

  it("reads licences by expression, by set, by absence and by name", () => {
    const licence = (id: string, expression: string) => ({
      type: "simplelicensing_LicenseExpression",
      spdxId: `urn:${id}`,
      simplelicensing_licenseExpression: expression,
    });
    const bom = read(
      graph(
        npm("a"),
        licence("x", "MIT OR ISC"),
        { type: "Element", spdxId: "urn:y", name: "NOASSERTION" },
        { type: "AnyLicenseInfo", spdxId: "urn:SPDXRef-AnyLicenseInfo-6E23", name: "CC0-1.0" },
        relation("a", "hasDeclaredLicense", "SPDXRef-AnyLicenseInfo-6E23"),
        relation("a", "hasDeclaredLicense", "x"),
        relation("a", "HAS_CONCLUDED_LICENSE", "y"),
        relation("a", "hasDeclaredLicense", "with"),
        {
          type: "expandedlicensing_WithAdditionOperator",
          spdxId: "urn:with",
          expandedlicensing_subjectExtendableLicense: "https://spdx.org/licenses/GPL-2.0-only",
          expandedlicensing_subjectAddition: "https://spdx.org/licenses/Classpath-exception-2.0",
        },
        { ...relation("a", "hasDeclaredLicense", "none"), to: ["https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoneLicense"] },
      ),
    );
    expect(bom.details?.[0]?.licences).toEqual({
      declared: ["CC0-1.0", "GPL-2.0-only WITH Classpath-exception-2.0", "MIT OR ISC", "NONE"],
      concluded: ["NOASSERTION"],
      observed: [],
    });
  });

  it("tells the places of objects that stand inside of others, also of those without an address", () => {
    const bare = (purl: string) => ({ ...npm("b"), spdxId: undefined, software_packageUrl: purl });
    const core = "https://spdx.org/rdf/3.0.1/terms/Core";
    const { to: _, ...dependsOn } = relation("a", "dependsOn", "b");
    const bom = read(
      graph(npm("a"), { ...dependsOn, to: [bare("pkg:npm/c@1"), bare("no purl")] }, { ...dependsOn, spdxId: "urn:again", [`${core}/to`]: bare("none either") }),
    );
    expect(bom.warnings).toContainEqual(
      expect.objectContaining({ code: "purl_invalid", pointers: ["/@graph/2/to/1", "/@graph/3/https:~1~1spdx.org~1rdf~13.0.1~1terms~1Core~1to"] }),
    );
    expect(bom.components.map(({ name }) => name)).toEqual(["a", "c", "b"]);
    expect([...bom.graph.targets]).toEqual([1, 2]);
  });

  it("reads a single object, objects inside of others, and references to identifiers", () => {
    expect(read({ "@context": context, ...npm("a"), creationInfo: { ...made, "@id": undefined } })).toMatchObject({ accounting: { total: 1 }, warnings: [] });
    const inline = read(graph({ ...document(), rootElement: [npm("root")] }, npm("a"), relation("root", "dependsOn", "a")));
    expect(inline).toMatchObject({ root: { name: "root" }, accounting: { total: 2 } });
    expect(direct(inline)).toEqual(["a"]);
    const named = read(
      graph(npm("a", { software_packageUrl: undefined, externalIdentifier: ["urn:id"] }), {
        type: "ExternalIdentifier",
        spdxId: "urn:id",
        externalIdentifierType: "purl",
        identifier: "pkg:npm/a@1.0.0",
      }),
    );
    expect(named.components[0]?.ecosystem).toBe("npm");
  });

  it("reads names written out or with prefixes, without SPDX's context", () => {
    const terms = "https://spdx.org/rdf/3.0.1/terms";
    const written = {
      "@graph": [
        { "@id": "_:c", "@type": `${terms}/Core/CreationInfo`, [`${terms}/Core/specVersion`]: [{ "@value": "3.0.1" }] },
        {
          "@id": "urn:a",
          "@type": [`${terms}/Software/Package`],
          [`${terms}/Core/name`]: [{ "@value": "a" }],
          [`${terms}/Software/packageUrl`]: [{ "@value": "pkg:npm/a@1.0.0" }],
        },
        { "@id": "urn:b", "@type": [`${terms}/Software/Package`], [`${terms}/Core/name`]: [{ "@value": "b" }] },
        {
          "@id": "urn:r",
          "@type": [`${terms}/Core/Relationship`],
          [`${terms}/Core/from`]: [{ "@id": "urn:b" }],
          [`${terms}/Core/to`]: [{ "@id": "urn:a" }],
          [`${terms}/Core/relationshipType`]: [{ "@id": `${terms}/Core/RelationshipType/dependsOn` }],
        },
      ],
    };
    const prefixed = JSON.parse(JSON.stringify(written).replaceAll(`${terms}/`, "spdx:"));
    for (const value of [written, { "@context": { spdx: `${terms}/` }, ...prefixed }]) {
      const bom = read(value);
      expect(bom.components).toMatchObject([{ ecosystem: "npm", name: "a", version: "1.0.0" }, { name: "b" }]);
      expect(direct(bom)).toEqual(["b"]);
    }
  });

  it("warns of what leads to nothing, with its place, but not of absence and imports", () => {
    const importing = { ...document("urn:a"), import: [{ type: "ExternalMap", externalSpdxId: "urn:elsewhere" }] };
    const none = { ...relation("a", "dependsOn", "x"), to: ["https://spdx.org/rdf/3.0.1/terms/Core/NoneElement", "urn:elsewhere", "urn:gone"] };
    const bom = read(graph(importing, npm("a"), none, relation("a", "invents", "a"), relation("a", "dependsOn", "a")));
    expect(bom.warnings).toMatchObject([
      { code: "dangling_ref", count: 1, pointers: ["/@graph/3/to/2"] },
      { code: "relationship_unknown", pointers: ["/@graph/4/relationshipType"] },
      { code: "self_dependency", pointers: ["/@graph/5/to/0"] },
    ]);
  });

  it("refuses a context or an ontology without elements", () => {
    for (const value of [{ "@context": context, "@graph": [] }, { "@context": { Agent: "https://spdx.org/rdf/3.0.1/terms/Core/Agent" } }]) {
      expect(() => read(value)).toThrow(expect.objectContaining({ reason: "not_an_sbom" }));
    }
  });
});
