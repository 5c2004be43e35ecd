import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { analyseGraph, compositionHash, decodeDocument, readBom, shortestPaths } from "@/lib/sbom";
import { isDistroPackage } from "./purl-details";
import { cyclonedx, npm, relationship, spdx, spdxPackage } from "./test-documents";

/** Reads and checks what must hold of every Bom; swallows the refusals that are meant. */
function survive(bytes: Uint8Array): boolean {
  try {
    const bom = readBom(bytes, { details: true });
    const { components, details, graph, accounting } = bom;
    const bare = readBom(bytes).components;
    expect(bare.map(({ source: _, ...component }) => component)).toEqual(components);
    expect(bare.map(({ source = null }) => source)).toEqual(components.map((each, i) => (isDistroPackage(each) ? details?.[i]?.sourcePackage : null)));
    expect(details).toHaveLength(components.length);
    const values = (details ?? []).flatMap(({ hashes }) => hashes.map(({ value }) => value));
    expect(values.filter((value) => !/^[0-9a-f]+$/.test(value))).toEqual([]);
    expect(accounting.total).toBe(accounting.taken + accounting.merged + accounting.skipped.reduce((sum, { count }) => sum + count, 0));
    expect(components.filter(({ key }) => key.split("\0").length !== 4)).toEqual([]);
    expect(components.filter(({ name, version }) => Buffer.from(name + version).toString() !== name + version)).toEqual([]);
    analyseGraph(components.length, graph);
    compositionHash(bom);
    if (components.length > 0) shortestPaths(graph, components.length - 1, { pathsMax: 3 });
    return true;
  } catch (error) {
    if (error instanceof WhereinError) return false;
    throw error;
  }
}

const samples = [
  cyclonedx({
    components: [
      npm("a", "1", {
        scope: "optional",
        hashes: [{ alg: "SHA-256", content: "0".repeat(64) }],
        licenses: [{ license: { id: "MIT", acknowledgement: "concluded" } }, { expression: "MIT OR Zlib" }],
        supplier: { name: "S", url: ["u"], contact: [{ email: "e" }] },
        authors: [{ name: "A", email: "e" }],
        evidence: { identity: [{ field: "purl", concludedValue: "pkg:npm/a@1" }], licenses: [{ license: { name: "x" } }], copyright: [{ text: "c" }] },
        externalReferences: [{ type: "distribution", url: "u", hashes: [{ alg: "MD5", content: "0".repeat(32) }] }],
        properties: [{ name: "syft:metadata:source", value: "s" }],
      }),
      npm("b", "2", { components: [npm("c")] }),
      { type: "operating-system", name: "debian", version: "12" },
      { name: "d", version: "1:2", purl: "pkg:deb/debian/d@2?upstream=e" },
    ],
    services: [{ "bom-ref": "s", name: "s", endpoints: ["e"], services: [{ name: "t" }] }],
    dependencies: [
      { ref: "shop", dependsOn: ["a", "b"] },
      { ref: "a", dependsOn: ["b"] },
    ],
  }),
  spdx({
    packages: [
      { SPDXID: "SPDXRef-shop", name: "shop" },
      spdxPackage("a", "1", {
        supplier: "Organization: S (e)",
        licenseDeclared: "MIT",
        licenseInfoFromFiles: ["NONE"],
        checksums: [{ algorithm: "SHA1", checksumValue: "0".repeat(40) }],
        annotations: [{ annotator: "Tool: hermeto:jsonencoded", comment: '{"name":"x","value":"y"}' }],
        sourceInfo: "built package from: x 1",
      }),
      spdxPackage("b"),
    ],
    relationships: [relationship("shop", "CONTAINS", "a"), relationship("b", "DEV_DEPENDENCY_OF", "a"), relationship("a", "GENERATES", "b")],
    hasExtractedLicensingInfos: [{ licenseId: "LicenseRef-a", name: "A" }],
    files: [{ SPDXID: "SPDXRef-f" }],
  }),
];

/** A copy in which one value, found by a walk of `steps`, is replaced. */
function mutated(value: unknown, steps: readonly number[], replacement: unknown): unknown {
  if (typeof value !== "object" || value === null || steps.length === 0) return replacement;
  const [step = 0, ...rest] = steps;
  const names = Object.keys(value);
  const name = names[step % Math.max(names.length, 1)];
  if (name === undefined) return replacement;
  const changed = mutated((value as Record<string, unknown>)[name], rest, replacement);
  if (Array.isArray(value)) return value.with(Number(name), changed);
  return { ...value, [name]: changed };
}

describe("whatever is sent", () => {
  it("any JSON value is read or refused, never worse", () => {
    fc.assert(
      fc.property(fc.json(), (text) => void survive(Buffer.from(text))),
      { numRuns: 500 },
    );
  });

  it("any bytes are decoded and read, or refused", async () => {
    const start = fc.constantFrom<number[]>(
      [],
      [0x1f, 0x8b, 8],
      [0xff, 0xfe],
      [0xfe, 0xff],
      [0x7b],
      [0xef, 0xbb, 0xbf],
      [0x3c],
      [0x0a, 3, 0x31, 0x2e, 0x36],
      [0x28, 0xb5, 0x2f, 0xfd],
    );
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 200 }), async (first, rest) => {
        try {
          survive(await decodeDocument(Buffer.concat([Buffer.from(first), rest]), { bytesMax: 10_000 }));
        } catch (error) {
          expect(error).toBeInstanceOf(WhereinError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("any list of anything in the place of components, dependencies, packages and relationships is accounted for", () => {
    const anything = fc.array(fc.anything({ maxDepth: 3, withNullPrototype: false }), { maxLength: 5 });
    fc.assert(
      fc.property(anything, anything, (one, two) => {
        const safe = (value: unknown) => JSON.parse(JSON.stringify(value, (_, inner) => (typeof inner === "bigint" ? String(inner) : inner)) ?? "null");
        expect(survive(Buffer.from(JSON.stringify(cyclonedx({ components: safe(one), dependencies: safe(two) }))))).toBe(true);
        expect(survive(Buffer.from(JSON.stringify(spdx({ packages: safe(one), relationships: safe(two) }))))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("a document with any one value replaced is read or refused", () => {
    const replacement = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        "",
        0,
        -1,
        true,
        [],
        {},
        [null],
        [[]],
        "\u0000",
        "\ud800",
        "__proto__",
        "SPDXRef-shop",
        "shop",
        "pkg:npm/%00@%00",
        "pkg:",
        "x".repeat(2_000),
      ),
      fc.string({ unit: "binary" }),
      fc.jsonValue({ maxDepth: 2 }),
    );
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 6 }), replacement, (sample, steps, value) => {
        if (survive(Buffer.from(JSON.stringify(mutated(sample, steps, value))))) read += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(read).toBeGreaterThan(1_000);
  });

  it("a document with any byte changed or cut off is read or refused", () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat(), fc.nat({ max: 255 }), fc.boolean(), (sample, place, byte, cut) => {
        const bytes = Buffer.from(JSON.stringify(sample));
        const at = place % bytes.length;
        bytes[at] = byte;
        survive(cut ? bytes.subarray(0, at) : bytes);
      }),
      { numRuns: 1_000 },
    );
  });
});
