import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compositionHash, readBom } from "@/lib/sbom";
import { bytesOf, cyclonedx, npm, relationship, spdx, spdxPackage } from "./test-documents";

const hashOf = (document: unknown) => compositionHash(readBom(bytesOf(document))).toString("hex");
const names = ["a", "b", "c", "d", "e", "f"];
const arbitrary = fc.record({
  edges: fc.array(fc.tuple(fc.constantFrom("shop", ...names), fc.constantFrom(...names)), { maxLength: 20 }),
  order: fc.shuffledSubarray(names, { minLength: names.length }),
  prefix: fc.constantFrom("", "ref-", "pkg:npm/"),
  serialNumber: fc.string(),
});

describe("the hash of a composition", () => {
  it("does not depend on the order of components and edges, on references, serial number and time", () => {
    const build = (order: readonly string[], edges: readonly (readonly [string, string])[], prefix: string, serialNumber: string, timestamp: string) =>
      cyclonedx({
        serialNumber,
        metadata: { timestamp, component: { "bom-ref": `${prefix}shop`, name: "shop" } },
        components: order.map((name) => npm(name, "1", { "bom-ref": prefix + name })),
        dependencies: edges.map(([from, to]) => ({ ref: prefix + from, dependsOn: [prefix + to] })),
      });
    fc.assert(
      fc.property(arbitrary, ({ edges, order, prefix, serialNumber }) => {
        const first = hashOf(build(names, edges, "", "urn:1", "2026-01-01T00:00:00Z"));
        expect(hashOf(build(order, edges.toReversed(), prefix, serialNumber, "2027-01-01T00:00:00Z"))).toBe(first);
      }),
    );
  });

  it("is the same for the same composition in either format", () => {
    const dependencies = [
      { ref: "shop", dependsOn: ["a"] },
      { ref: "a", dependsOn: ["b"] },
    ];
    const relationships = [relationship("shop", "DEPENDS_ON", "a"), relationship("b", "DEPENDENCY_OF", "a")];
    const packages = [{ SPDXID: "SPDXRef-shop", name: "shop" }, spdxPackage("a"), spdxPackage("b")];
    expect(hashOf(spdx({ packages, relationships }))).toBe(hashOf(cyclonedx({ components: [npm("b"), npm("a")], dependencies })));
  });

  it("changes with every version, scope, hash, edge and direct dependency", () => {
    const dependencies = [{ ref: "shop", dependsOn: ["a"] }];
    const documents = [
      { components: [npm("a"), npm("b")], dependencies },
      { components: [npm("a"), npm("b", "2")], dependencies },
      { components: [npm("a"), npm("b", "1.0.0", { scope: "optional" })], dependencies },
      { components: [npm("a"), npm("b", "1.0.0", { hashes: [{ alg: "SHA-256", content: "b".repeat(64) }] })], dependencies },
      { components: [npm("a"), npm("b", "1.0.0", { hashes: [{ alg: "SHA-256", content: "c".repeat(64) }] })], dependencies },
      { components: [npm("a"), npm("b")], dependencies: [...dependencies, { ref: "a", dependsOn: ["b"] }] },
      { components: [npm("a"), npm("b")], dependencies: [{ ref: "shop", dependsOn: ["b"] }] },
      { components: [npm("a"), npm("b")] },
      { components: [npm("a")] },
    ];
    expect(new Set(documents.map((parts) => hashOf(cyclonedx(parts)))).size).toBe(documents.length);
  });
});
