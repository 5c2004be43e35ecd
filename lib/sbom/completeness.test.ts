import { describe, expect, it } from "vitest";
import { type Bom, completenessOf, headFingerprint, isIncomplete, mergeBoms, readBom } from ".";
import { bytesOf, cyclonedx, npm, relationship, spdx, spdxPackage } from "./test-documents";

const stated = (document: object | string): Bom["completeness"] => readBom(bytesOf(document)).completeness;
const ofCompositions = (...compositions: unknown[]) => stated(cyclonedx({ components: [npm("a")], compositions }));

describe("CycloneDX", () => {
  it.each([
    ["complete", "complete"],
    ["unknown", "unknown"],
    ["incomplete", "incomplete"],
    ["incomplete_first_party_only", "incomplete"],
    ["incomplete_third_party_opensource_only", "incomplete"],
    ["not_specified", null],
    ["nonsense", null],
    [7, null],
  ])("says %s of itself as a whole", (aggregate, expected) => {
    expect(ofCompositions({ aggregate })).toBe(expected);
    expect(ofCompositions({ aggregate, assemblies: ["shop"] })).toBe(expected);
    expect(ofCompositions({ aggregate, dependencies: ["a", "shop"] })).toBe(expected);
  });

  it("says nothing of itself by what it says of its parts", () => {
    expect(ofCompositions({ aggregate: "incomplete", assemblies: ["a"] })).toBeNull();
    expect(ofCompositions({ aggregate: "incomplete", vulnerabilities: ["v"] })).toBeNull();
    expect(ofCompositions(null, 3)).toBeNull();
  });

  it("is what its least statement promises", () => {
    expect(ofCompositions({ aggregate: "complete" }, { aggregate: "unknown" })).toBe("unknown");
    expect(ofCompositions({ aggregate: "incomplete" }, { aggregate: "complete" })).toBe("incomplete");
  });

  it("says the same in XML", () => {
    const xml = (
      aggregate: string,
    ) => `<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><metadata><component type="application" bom-ref="shop"><name>shop</name></component></metadata>
      <components><component type="library"><name>a</name></component></components>
      <compositions><composition><aggregate>${aggregate}</aggregate><assemblies><assembly ref="shop"/></assemblies></composition></compositions></bom>`;
    expect(stated(xml("incomplete"))).toBe("incomplete");
    expect(stated(xml("not_specified"))).toBeNull();
  });

  it("warns where compositions are none", () => {
    const { completeness, warnings } = readBom(bytesOf(cyclonedx({ components: [npm("a")], compositions: "incomplete" })));
    expect([completeness, warnings]).toMatchObject([null, [{ code: "not_a_list", pointers: ["/compositions"] }]]);
  });
});

describe("SPDX", () => {
  const of2 = (...relationships: object[]) => stated(spdx({ packages: [spdxPackage("shop"), spdxPackage("a")], relationships }));

  it("2 says what it does not know of its subject", () => {
    const unknown = { ...relationship("shop", "DEPENDS_ON", "a"), relatedSpdxElement: "NOASSERTION" };
    expect(of2(unknown)).toBe("unknown");
    expect(of2({ ...unknown, relationshipType: "CONTAINS" })).toBe("unknown");
    expect(of2({ ...unknown, spdxElementId: "SPDXRef-a" })).toBeNull();
    expect(of2({ ...unknown, relationshipType: "GENERATED_FROM" })).toBeNull();
    expect(of2({ ...unknown, relatedSpdxElement: "NONE" })).toBeNull();
  });

  it("3 says how complete the relationships of its subject are", () => {
    const creationInfo = { type: "CreationInfo", "@id": "_:c", specVersion: "3.0.1", created: "2026-03-01T10:00:00Z", createdBy: ["urn:x:me"] };
    const of3 = (from: string, relationshipType: string, completeness: string) =>
      stated({
        "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
        "@graph": [
          creationInfo,
          { type: "SpdxDocument", spdxId: "urn:x:document", creationInfo: "_:c", rootElement: ["urn:x:shop"] },
          { type: "software_Package", spdxId: "urn:x:shop", creationInfo: "_:c", name: "shop" },
          { type: "software_Package", spdxId: "urn:x:a", creationInfo: "_:c", name: "a" },
          {
            type: "Relationship",
            spdxId: "urn:x:r",
            creationInfo: "_:c",
            from,
            relationshipType,
            to: [from === "urn:x:a" ? "urn:x:shop" : "urn:x:a"],
            completeness,
          },
        ],
      });
    expect(of3("urn:x:shop", "dependsOn", "incomplete")).toBe("incomplete");
    expect(of3("urn:x:shop", "contains", "complete")).toBe("complete");
    expect(of3("urn:x:shop", "contains", "noAssertion")).toBe("unknown");
    expect(of3("urn:x:a", "dependsOn", "incomplete")).toBeNull();
    expect(of3("urn:x:shop", "hasDocumentation", "incomplete")).toBeNull();
  });
});

describe("a model", () => {
  const read = (parts: object) => readBom(bytesOf(cyclonedx({ components: [npm("a")], ...parts })), { details: true });
  const whole = read({ compositions: [{ aggregate: "complete" }] });
  const silent = read({});
  const cut = read({ components: [npm("a"), { type: "library" }] });

  it("is incomplete when its document says so, lists nothing, or has what could not be read", () => {
    expect([whole, silent, cut].map(completenessOf)).toEqual(["complete", null, "incomplete"]);
    expect(isIncomplete(read({ compositions: [{ aggregate: "incomplete" }] }))).toBe(true);
    expect(isIncomplete(read({ components: [] }))).toBe(true);
    expect(isIncomplete(read({ components: [npm("a"), { type: "file", name: "x" }] }))).toBe(false);
    expect(isIncomplete({ accounting: { taken: 1, skipped: [] } })).toBe(false);
  });

  it("of several is what all of them are, and incomplete as soon as one is", () => {
    const merged = (...boms: Bom[]) =>
      mergeBoms(
        { name: "all" },
        boms.map((bom, index) => ({ bom, name: `part-${index}`, version: null })),
      ).completeness;
    expect(merged(whole, whole)).toBe("complete");
    expect(merged(whole, silent)).toBeNull();
    expect(merged(whole, silent, cut)).toBe("incomplete");
    expect(merged(whole, read({ components: [] }))).toBe("incomplete");
  });
});

describe("a head", () => {
  const fingerprint = (parts: object) => headFingerprint(bytesOf(`${JSON.stringify({ ...cyclonedx(), ...parts }).slice(0, -1)},"components":`));

  it("counts for the composition with what it says of completeness", () =>
    expect(fingerprint({ compositions: [{ aggregate: "incomplete" }] })).not.toBe(fingerprint({})));

  it("of Wherein's own counts with its notes", () => {
    const noted = (value: string) => ({
      metadata: { tools: { components: [{ name: "Wherein", version: "1" }] }, properties: [{ name: "wherein:completeness", value }] },
    });
    expect(fingerprint(noted('"incomplete"'))).not.toBe(fingerprint(noted('"complete"')));
  });
});
