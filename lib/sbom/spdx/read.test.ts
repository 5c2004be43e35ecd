import { describe, expect, it } from "vitest";
import { type Bom, readBom } from "@/lib/sbom";
import { bytesOf, relationship, spdx, spdxPackage } from "../test-documents";

const shop = { SPDXID: "SPDXRef-shop", name: "shop", versionInfo: "1.0.0" };
const read = (parts?: Record<string, unknown>): Bom => readBom(bytesOf(spdx(parts)));
const codes = (bom: Bom) => bom.warnings.map(({ code }) => code);
const edges = (bom: Bom) =>
  bom.components.flatMap(({ name }, i) =>
    [...bom.graph.targets.subarray(bom.graph.offsets[i], bom.graph.offsets[i + 1])].map((to) => `${name}>${bom.components[to]?.name}`),
  );
const direct = (bom: Bom) => [...bom.graph.direct].map((i) => bom.components[i]?.name);

describe("an SPDX document", () => {
  it.each(["SPDX-2.2", "SPDX-2.3"])("of version %s is read whole", (spdxVersion) => {
    const bom = read({
      spdxVersion,
      packages: [spdxPackage("b", "2.0.0", { checksums: [{ algorithm: "SHA256", checksumValue: "0".repeat(64) }] }), shop, spdxPackage("a")],
      files: [{ SPDXID: "SPDXRef-f", fileName: "x" }],
      relationships: [relationship("shop", "DEPENDS_ON", "a"), relationship("b", "DEPENDENCY_OF", "a"), relationship("shop", "CONTAINS", "f")],
    });
    expect(bom).toMatchObject({
      format: "spdx-json",
      specVersion: spdxVersion.slice(5),
      serialNumber: "https://example.org/shop-1",
      generator: "maker 2.1",
      createdAt: "2026-03-01T10:00:00.000Z",
      root: { name: "shop", version: "1.0.0", purl: null },
      accounting: { total: 3, taken: 2, merged: 0, skipped: [{ reason: "root", count: 1 }], files: 1 },
      warnings: [],
    });
    expect(bom.components[1]).toMatchObject({ ecosystem: "npm", name: "b", version: "2.0.0", sha256: "0".repeat(64) });
    expect(direct(bom)).toEqual(["a"]);
    expect(edges(bom)).toEqual(["a>b"]);
  });

  it("of a version that is not known is read with a warning, of version 3 refused", () => {
    expect(codes(read({ spdxVersion: "SPDX-2.9" }))).toEqual(["spec_version_unknown"]);
    expect(() => read({ spdxVersion: "SPDX-3.0" })).toThrow(expect.objectContaining({ reason: "spec_version_unsupported" }));
  });

  it.each([
    ["DEPENDENCY_OF", "runtime"],
    ["DEV_DEPENDENCY_OF", "dev"],
    ["TEST_DEPENDENCY_OF", "test"],
    ["BUILD_DEPENDENCY_OF", "build"],
    ["OPTIONAL_DEPENDENCY_OF", "optional"],
    ["PROVIDED_DEPENDENCY_OF", "build"],
    ["DEV_TOOL_OF", "dev"],
  ])("with %s gives the scope %s", (type, scope) => {
    const bom = read({ packages: [shop, spdxPackage("a")], relationships: [relationship("a", type, "shop")] });
    expect(direct(bom)).toEqual(["a"]);
    expect(bom.components[0]?.scope).toBe(scope);
  });

  it("keeps the strongest scope when relationships differ", () => {
    const relationships = [relationship("a", "DEV_DEPENDENCY_OF", "shop"), relationship("b", "DEPENDS_ON", "a"), relationship("shop", "CONTAINS", "b")];
    const bom = read({ packages: [shop, spdxPackage("a"), spdxPackage("b")], relationships });
    expect(bom.components.map(({ scope }) => scope)).toEqual(["runtime", "runtime"]);
  });

  it("takes contained packages as direct where nothing depends on them, and where they could not be reached otherwise", () => {
    const contains = ["a", "b", "c", "d"].map((name) => relationship("shop", "CONTAINS", name));
    const bom = read({
      packages: [shop, ...["a", "b", "c", "d"].map((name) => spdxPackage(name))],
      relationships: [...contains, relationship("b", "DEPENDENCY_OF", "a"), relationship("c", "DEPENDS_ON", "d"), relationship("d", "DEPENDS_ON", "c")],
    });
    expect(direct(bom)).toEqual(["a", "c"]);
    expect(codes(bom)).toEqual(["dependency_cycle"]);
    const contained = read({ packages: [shop, spdxPackage("a")], relationships: [relationship("a", "CONTAINED_BY", "shop")] });
    expect(direct(contained)).toEqual(["a"]);
  });

  it("that describes several packages has them all as direct, below the document", () => {
    const bom = read({
      documentDescribes: ["SPDXRef-a"],
      packages: [spdxPackage("a"), spdxPackage("b"), spdxPackage("c")],
      relationships: [
        { spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES", relatedSpdxElement: "SPDXRef-b" },
        relationship("a", "DEPENDS_ON", "c"),
      ],
    });
    expect(bom.root).toEqual({ name: "shop-document", version: null, purl: null });
    expect(direct(bom)).toEqual(["a", "b"]);
    expect(bom.accounting).toMatchObject({ total: 3, taken: 3 });
  });

  it("that describes nothing, or something that is not there, is imported without a subject", () => {
    const parts = { packages: [spdxPackage("a"), spdxPackage("b")], relationships: [relationship("a", "DEPENDS_ON", "b")] };
    const bom = read({ ...parts, documentDescribes: undefined });
    expect(bom.root).toBeNull();
    expect(bom.graph.directAssumed).toBe(true);
    expect(direct(bom)).toEqual(["a"]);
    expect(codes(read({ ...parts, documentDescribes: ["SPDXRef-gone"] }))).toEqual(["described_unknown", "root_missing"]);
  });

  it("in the wrapper of GitHub's API keeps true pointers", () => {
    const document = spdx({ packages: [shop, null, spdxPackage("a")], relationships: [relationship("shop", "DEPENDS_ON", "gone")] });
    const bom = readBom(bytesOf({ sbom: document }));
    expect(bom.warnings.map(({ code, pointers }) => [code, pointers])).toEqual([
      ["not_an_object", ["/sbom/packages/1"]],
      ["dangling_ref", ["/sbom/relationships/0/relatedSpdxElement"]],
    ]);
  });

  it("warns of duplicates, unknown types, self edges and dangling ids, not of NONE and other documents", () => {
    const bom = read({
      packages: [shop, spdxPackage("a"), { ...spdxPackage("b"), SPDXID: "SPDXRef-a" }],
      relationships: [
        relationship("shop", "DEPENDS_ON", "a"),
        relationship("a", "DEPENDS_ON", "a"),
        relationship("a", "BEFRIENDS", "shop"),
        relationship("a", "DEPENDS_ON", "gone"),
        { spdxElementId: "SPDXRef-a", relationshipType: "DEPENDS_ON", relatedSpdxElement: "NONE" },
        { spdxElementId: "SPDXRef-a", relationshipType: "DEPENDS_ON", relatedSpdxElement: "DocumentRef-x:SPDXRef-y" },
        { spdxElementId: "SPDXRef-a", relationshipType: "AMENDS", relatedSpdxElement: "SPDXRef-whatever" },
        { spdxElementId: 1 },
      ],
    });
    expect(bom.warnings.map(({ code, pointers }) => [code, pointers])).toEqual([
      ["duplicate_ref", ["/packages/2/SPDXID"]],
      ["self_dependency", ["/relationships/1"]],
      ["relationship_unknown", ["/relationships/2/relationshipType"]],
      ["dangling_ref", ["/relationships/3/relatedSpdxElement"]],
      ["not_a_text", ["/relationships/7"]],
    ]);
  });

  it("reads repaired purls, ranges and absent versions as what they are", () => {
    const ref = (referenceLocator: string) => ({ externalRefs: [{ referenceType: "purl", referenceLocator }] });
    const bom = read({
      packages: [
        { SPDXID: "SPDXRef-1", name: "x", ...ref("pkg:npm/x%401.2.3") },
        { SPDXID: "SPDXRef-2", name: "y", versionInfo: "^1.0.0" },
        { SPDXID: "SPDXRef-3", name: "z", versionInfo: "NOASSERTION", ...ref("broken") },
      ],
      documentDescribes: undefined,
    });
    expect(bom.components.map(({ ecosystem, name, version }) => [ecosystem, name, version])).toEqual([
      ["npm", "x", "1.2.3"],
      ["unidentified", "y", "^1.0.0"],
      ["unidentified", "z", ""],
    ]);
    expect(codes(bom)).toEqual(["purl_repaired", "version_range", "purl_invalid"]);
  });

  it("sees through the entries that Trivy makes for operating systems", () => {
    const bom = read({
      packages: [shop, { SPDXID: "SPDXRef-OperatingSystem-0a1b", name: "debian", versionInfo: "12" }, spdxPackage("a"), spdxPackage("b")],
      relationships: [
        relationship("shop", "CONTAINS", "OperatingSystem-0a1b"),
        relationship("OperatingSystem-0a1b", "CONTAINS", "a"),
        relationship("OperatingSystem-0a1b", "CONTAINS", "b"),
        relationship("a", "DEPENDS_ON", "b"),
      ],
    });
    expect(direct(bom)).toEqual(["a", "debian"]);
    expect(edges(bom)).toEqual(["a>b"]);
  });
});
