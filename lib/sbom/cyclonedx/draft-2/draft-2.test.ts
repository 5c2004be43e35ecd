import { describe, expect, it } from "vitest";
import { readBom } from "@/lib/sbom";
import { bytesOf, npm } from "../../test-documents";

/** A document of the draft with these parts. */
const draft = (parts: Record<string, unknown>) => ({
  $schema: "https://cyclonedx.org/schema/2.0/cyclonedx-2.0.schema.json",
  specFormat: "CycloneDX",
  specVersion: "2.0",
  version: 1,
  metadata: { timestamp: "2026-03-01T10:00:00Z", component: { type: "application", "bom-ref": "shop", name: "shop", version: "1" } },
  ...parts,
});
const read = (parts: Record<string, unknown>) => readBom(bytesOf(draft(parts)), { details: true });
const codesOf = (parts: Record<string, unknown>) => read(parts).warnings.map(({ code }) => code);

describe("a document of the draft of CycloneDX 2.0", () => {
  it("is read with a warning that it is a draft", () => {
    const bom = read({
      components: [npm("a"), npm("b")],
      dependencies: [
        { ref: "shop", dependsOn: ["a"] },
        { ref: "a", dependsOn: ["b"] },
      ],
    });
    expect(bom).toMatchObject({ format: "cyclonedx-json", specVersion: "2.0", root: { name: "shop" }, accounting: { total: 2, taken: 2 } });
    expect(bom.graph.direct).toHaveLength(1);
    expect(bom.warnings).toEqual([expect.objectContaining({ code: "spec_version_draft", pointers: ["/specVersion"] })]);
  });

  it("has its purls in `identifiers`", () => {
    const identities = [
      { scheme: "cpe", value: "cpe:2.3:a:a:a:1:*:*:*:*:*:*:*" },
      { scheme: "purl", value: "pkg:maven/com.acme/a@1" },
    ];
    const bom = read({ components: [{ type: "library", name: "a", version: "1", identifiers: [{ party: "acme", identities }] }] });
    expect(bom.components).toMatchObject([{ ecosystem: "maven", name: "com.acme:a", version: "1" }]);
    expect(bom.details).toMatchObject([{ purls: ["pkg:maven/com.acme/a@1"], cpes: ["cpe:2.3:a:a:a:1:*:*:*:*:*:*:*"] }]);
  });

  it("has parties that stand elsewhere put in their place", () => {
    const party = { "bom-ref": "acme", roles: [{ role: "supplier" }], organization: { legalName: "Acme, Inc." } };
    const bom = read({ components: [npm("a", "1", { parties: [party] }), npm("b", "1", { components: [npm("c", "1", { parties: ["acme", "missing"] })] })] });
    expect(bom.details?.map(({ name, supplier }) => [name, supplier])).toEqual([
      ["a", "Acme, Inc."],
      ["b", null],
      ["c", "Acme, Inc."],
    ]);
  });

  it("has all of its alternatives counted, with a warning", () => {
    const choice = { type: "component-choice", name: "either", operator: "XOR", components: [npm("a"), npm("b")] };
    expect(read({ components: [choice] }).accounting.total).toBe(3);
    expect(codesOf({ components: [choice] })).toContain("component_choice");
    expect(codesOf({ components: [npm("a")] })).not.toContain("component_choice");
  });

  it("of another format is refused", () => {
    expect(() => read({ specFormat: "Another", components: [] })).toThrow(expect.objectContaining({ reason: "not_an_sbom" }));
  });
});
