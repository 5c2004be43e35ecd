import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compositionHash, compositionHashInSteps, readBom } from "@/lib/sbom";
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
  it("is that of one text, in however many steps it is made", () => {
    const bom = readBom(bytesOf(cyclonedx({ components: Array.from({ length: 9_001 }, (_, i) => npm(`é${i}`)), dependencies: [] })));
    const text = bom.components.map(({ key, scope, sha256 }) => `${key}\0${scope}\0${sha256 ?? ""}\0`).join("");
    const { targets, offsets, direct, directAssumed } = bom.graph;
    const whole = createHash("sha256").update(`wherein-composition-2\n9001\n${text}${targets.length} ${direct.length} ${directAssumed}\n`);
    for (const numbers of [offsets, targets, direct]) for (const each of numbers) whole.update(Buffer.from(Uint32Array.of(each).buffer));
    expect(compositionHash(bom)).toEqual(whole.digest());
    expect([...compositionHashInSteps(bom)]).toHaveLength(2);
  });

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

  it("does not depend on the order in which several hashes of a component are given, nor on what they are repeated in", () => {
    const hashed = (...digits: string[]) => npm("a", "1.0.0", { hashes: digits.map((digit) => ({ alg: "SHA-256", content: digit.repeat(64) })) });
    const together = hashOf(cyclonedx({ components: [hashed("1", "2", "2")] }));
    expect(hashOf(cyclonedx({ components: [hashed("2", "1")] }))).toBe(together);
    expect(hashOf(cyclonedx({ components: [hashed("2"), npm("a"), hashed("1"), hashed("1", "2")] }))).toBe(together);
    expect(hashOf(cyclonedx({ components: [hashed("2"), npm("a"), hashed("2")] }))).toBe(hashOf(cyclonedx({ components: [hashed("2")] })));
    expect(hashOf(cyclonedx({ components: [hashed("2")] }))).not.toBe(together);
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
